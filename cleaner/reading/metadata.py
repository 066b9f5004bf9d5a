from __future__ import annotations
def stated(tree): return ()
