"""Programs that fit the weights of the package, for whoever has pages that people annotated."""
