"""One file per kind of model: loading the original, its scores in PyTorch, and the graphs that are traced."""
