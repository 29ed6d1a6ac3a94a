"""The prompts of the originals: the user's text is sanitised, truncated and inserted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from tokenizers import Tokenizer

Truncate = Literal["end", "start"]


def text_ids(tokenizer: Tokenizer, text: str) -> list[int]:
    return tokenizer.encode(text, add_special_tokens=False).ids


def special_contents(tokenizer: Tokenizer) -> list[str]:
    """Added tokens with `special: true`, by id."""
    added = tokenizer.get_added_tokens_decoder()
    return [added[number].content for number in sorted(added) if added[number].special]


def sanitised(tokenizer: Tokenizer, text: str) -> str:
    """The text without special tokens, also without those that arise when others are removed."""
    contents = special_contents(tokenizer)
    while any(content in text for content in contents):
        for content in contents:
            text = text.replace(content, "")
    return text


@dataclass(frozen=True)
class CutText:
    text: str
    tokens: int
    """Before truncation."""
    used: int


def cut(tokenizer: Tokenizer, text: str, limit: int, truncate: Truncate = "end") -> CutText:
    """The text truncated to `limit` tokens; a character that the cut divides becomes U+FFFD."""
    ids = text_ids(tokenizer, text)
    if len(ids) <= limit:
        return CutText(text, len(ids), len(ids))
    kept = ids[:limit] if truncate == "end" else ids[len(ids) - limit :]
    return CutText(tokenizer.decode(kept, skip_special_tokens=False), len(ids), len(kept))


def cut_to_fit(
    tokenizer: Tokenizer, document: str, prompt: Callable[[str], str], max_tokens: int, truncate: Truncate = "end"
) -> tuple[CutText, list[int]]:
    """The document, truncated so that the whole prompt has at most `max_tokens`, and the prompt's tokens.

    First to what the prompt with an empty document leaves. Text that was cut and decoded may have more tokens than
    it was cut to; then it is cut again by as many as are too much, until the prompt fits.
    """
    room = max_tokens - len(text_ids(tokenizer, prompt("")))
    while room > 0:
        part = cut(tokenizer, document, room, truncate)
        ids = text_ids(tokenizer, prompt(part.text))
        if len(ids) <= max_tokens:
            return part, ids
        room = min(room, part.used) - (len(ids) - max_tokens)
    raise ValueError(f"the query leaves no room for the document in {max_tokens} tokens")


LISTWISE_SYSTEM = (
    "You are a search relevance expert who can determine a ranking of the passages based on how relevant they are to "
    "the query. If the query is a question, how relevant a passage is depends on how well it answers the question. "
    "If not, try to analyze the intent of the query and assess how well each passage satisfies the intent. "
    "If an instruction is provided, you should follow the instruction when determining the ranking."
)
NO_THINKING = "<think>\n\n</think>\n\n"


def listwise_prompt(query: str, documents: Sequence[str], instruction: str | None, *, query_token_twice: bool) -> str:
    """The prompt of jina-reranker-v3 (`format_docs_prompts_func` of its modeling.py).

    `query_token_twice`: jina-reranker-v3.5 puts `<|rerank_token|>` after the first mention of the query too.
    """
    early = "<|rerank_token|>" if query_token_twice else ""
    passages = "\n".join(
        f'<passage id="{index}">\n{document}<|embed_token|>\n</passage>' for index, document in enumerate(documents)
    )
    asked = f"<instruct>\n{instruction}\n</instruct>\n" if instruction else ""
    return (
        f"<|im_start|>system\n{LISTWISE_SYSTEM}<|im_end|>\n<|im_start|>user\n"
        f"I will provide you with {len(documents)} passages, each indicated by a numerical identifier. "
        f"Rank the passages based on their relevance to query: {query}{early}\n"
        f"{asked}{passages}\n<query>\n{query}<|rerank_token|>\n</query>"
        f"<|im_end|>\n<|im_start|>assistant\n{NO_THINKING}"
    )


def yes_no_prompt(query: str, document: str, instruction: str) -> str:
    """The prompt of Qwen3-Reranker: `prefix`, `format_instruction` and `suffix` of the card's transformers example.

    https://huggingface.co/Qwen/Qwen3-Reranker-0.6B#transformers-usage: single line breaks between the three parts.
    (The card's vLLM example and some copies have two.)
    """
    return (
        "<|im_start|>system\nJudge whether the Document meets the requirements based on the Query and the Instruct "
        'provided. Note that the answer can only be "yes" or "no".<|im_end|>\n<|im_start|>user\n'
        f"<Instruct>: {instruction}\n<Query>: {query}\n<Document>: {document}"
        f"<|im_end|>\n<|im_start|>assistant\n{NO_THINKING}"
    )


def multimodal_prompt(query: str, document: str) -> str:
    """The prompt of jina-reranker-m0 (`formatting_prompts_func` of its modeling.py) and the token that is scored."""
    return f"**Document**:\n{document}\n**Query**:\n{query}<|box_end|>"
