"""LangChain: pages into articles, before they are split and embedded.

python with_langchain.py FILE…
"""

import sys
from pathlib import Path

from langchain_core.documents import Document

from cleaner.integrations.langchain import CleanerTransformer

if __name__ == "__main__":
    pages = [Document(page_content=Path(file).read_text(), metadata={"source": file}) for file in sys.argv[1:]]
    for document in CleanerTransformer(markdown=True).transform_documents(pages):
        print(document.metadata, document.page_content, sep="\n\n")
