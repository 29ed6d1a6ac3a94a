"""Convert a model folder whose tokenizer is unknown to llama.cpp's converter.

python to_gguf.py LLAMA_CPP_SOURCES MODEL_FOLDER [options of convert_hf_to_gguf.py]
"""

import runpy
import sys

sources = sys.argv.pop(1)
sys.path.insert(0, sources)

from conversion import base  # noqa: E402

# The converter identifies tokenizers by hash and rejects unknown ones. Ours is a plain WordPiece.
base.TextModel.get_vocab_base_pre = lambda self, tokenizer: "jina-v2-en"
runpy.run_path(f"{sources}/convert_hf_to_gguf.py", run_name="__main__")
