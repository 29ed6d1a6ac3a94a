"""Convert a folder with a tokenizer that llama.cpp's converter does not know.

python to_gguf.py LLAMA_CPP_SOURCES MODEL_FOLDER [options of convert_hf_to_gguf.py]
"""

import runpy
import sys

sources = sys.argv.pop(1)
sys.path.insert(0, sources)

from conversion import base  # noqa: E402

# It tells tokenizers apart by a hash, and refuses what it has not seen. Ours is a plain WordPiece.
base.TextModel.get_vocab_base_pre = lambda self, tokenizer: "jina-v2-en"
runpy.run_path(f"{sources}/convert_hf_to_gguf.py", run_name="__main__")
