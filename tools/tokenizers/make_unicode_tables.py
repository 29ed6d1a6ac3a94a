"""Writes src/engine/worker/tokenizer/unicode-tables.ts: how `tokenizers` classifies characters.

Each part of `tokenizers` carries its own Unicode version. The tables are read off the library itself: each character goes
through a component, and the result shows its class. Only grapheme clusters have no component that shows them; they are
read from the source of the crate that `tokenizers` is built with.

    cargo vendor, or unpack unicode-segmentation 1.13.3
    python tools/tokenizers/make_unicode_tables.py PATH/unicode-segmentation/src/tables.rs
    npx oxfmt src/engine/worker/tokenizer/unicode-tables.ts
"""

import re
import sys
from pathlib import Path

import tokenizers
from tokenizers import Regex, normalizers, pre_tokenizers

CHARACTERS = [c for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF]
BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
CATEGORIES = "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Co".split()


def base36(number: int) -> str:
    digits = ""
    while True:
        number, digit = divmod(number, 36)
        digits = BASE36[digit] + digits
        if number == 0:
            return digits


def ranges(characters) -> list[tuple[int, int]]:
    found: list[list[int]] = []
    for c in sorted(characters):
        if found and found[-1][1] == c - 1:
            found[-1][1] = c
        else:
            found.append([c, c])
    return [(first, last) for first, last in found]


def encoded(characters) -> str:
    """Gap and length of each range, in base 36; a length of 1 is left out."""
    parts, at = [], 0
    for first, last in ranges(characters):
        length = last - first + 1
        parts.append(base36(first - at) + ("" if length == 1 else "." + base36(length)))
        at = last + 1
    return ",".join(parts)


def encoded_runs(classes: dict[int, str]) -> str:
    """Gap, length and class of each run of characters with the same class. Classes are upper-case letters."""
    parts, at, run = [], 0, None
    items = sorted(classes.items())
    index = 0
    while index < len(items):
        first, name = items[index]
        end = index
        while end + 1 < len(items) and items[end + 1] == (items[end][0] + 1, name):
            end += 1
        last = items[end][0]
        gap = first - at
        length = last - first + 1
        parts.append((base36(gap) if gap else "") + name + (base36(length) if length > 1 else ""))
        at = last + 1
        index = end + 1
    return ",".join(parts)


def matching(pattern: str) -> set[int]:
    """Characters that a regular expression of a Split or Replace matches."""
    mark = "\ue000"
    text = "".join(map(chr, CHARACTERS))
    marked = normalizers.Replace(Regex(pattern), mark).normalize_str(text)
    found = {c for c, now in zip(CHARACTERS, marked, strict=True) if now == mark}
    return found if re.search(r"\{Co\}", pattern) else found - {ord(mark)}


def lowercase_runs() -> str:
    """Runs of characters whose lower-case form has the same distance: gap, length, step, distance (signed)."""
    lower = normalizers.Lowercase()
    mapped = {c: lower.normalize_str(chr(c)) for c in CHARACTERS}
    changed = {c: text for c, text in mapped.items() if text != chr(c)}
    assert {c for c, text in changed.items() if len(text) > 1} == {0x130} and changed.pop(0x130) == "i\u0307"
    parts, at = [], 0
    left = dict(sorted((c, ord(text) - c) for c, text in changed.items()))
    while left:
        first, distance = next(iter(left.items()))
        best = (1, 1)
        for step in (1, 2):
            length = 1
            while left.get(first + step * length) == distance:
                length += 1
            if length > best[0]:
                best = (length, step)
        length, step = best
        for index in range(length):
            del left[first + step * index]
        sign = "-" if distance < 0 else ""
        # Runs with step 2 interleave, so the gap is counted from the last run's first character.
        parts.append(f"{base36(first - at)}.{base36(length)}.{step}.{sign}{base36(abs(distance))}")
        at = first
    return ",".join(parts)


def normalisation(name: str) -> set[int]:
    """Characters that take part in a normalisation: all others stay and separate what is around them."""
    forms = [getattr(normalizers, form)() for form in (name, "NFC")]
    decompose = forms[0].normalize_str
    active: set[int] = set()
    for c in CHARACTERS:
        text = decompose(chr(c))
        if text != chr(c):
            active.add(c)
            active.update(map(ord, text))
        elif decompose(chr(c) + "\u0334") != chr(c) + "\u0334" or decompose("\u0345" + chr(c)) != "\u0345" + chr(c):
            active.add(c)
    # Hangul composes by arithmetic.
    active.update(range(0x1100, 0x1113), range(0x1161, 0x1176), range(0x11A8, 0x11C3))
    return active


def graphemes(source: str) -> tuple[dict[int, str], set[int]]:
    """Class of each character (see graphemes.ts), and the Extend characters that end a conjunct (GB9c)."""
    names = {"Control": "C", "CR": "C", "LF": "C", "Extend": "E", "ZWJ": "E", "SpacingMark": "S", "Prepend": "P",
             "L": "L", "V": "V", "T": "T", "Extended_Pictographic": "X", "InCB_Consonant": "I"}
    # In the table, a control character may be written as an escape.
    char = r"'(\\u\{[0-9a-fA-F]+\}|\\?.)'"

    def code(text: str) -> int:
        if text.startswith("\\u"):
            return int(text[3:-1], 16)
        return ord({"\\r": "\r", "\\n": "\n", "\\t": "\t", "\\'": "'", "\\\\": "\\"}.get(text, text))

    classes = {}
    for low, high, name in re.findall(rf"\({char},\s+{char},\s+GC_(\w+)\)", source):
        if name in names:
            for c in range(code(low), code(high) + 1):
                classes[c] = names[name]
    linkers = {int(c, 16) for c in re.findall(r"'\\u\{(\w+)\}'", re.search(r"fn is_incb_linker.*?\n\}", source, re.S)[0])}
    table = re.search(r"const InCB_Extend_table.*?\];", source, re.S)[0]
    extend = {c for low, high in re.findall(rf"\({char},\s+{char}\)", table) for c in range(code(low), code(high) + 1)}
    print("linkers", [(hex(c), classes.get(c)) for c in linkers if classes.get(c) != "E"])
    for c in linkers:
        classes[c] = "K"
    return classes, {c for c, name in classes.items() if name == "E"} - extend


def main() -> None:
    source = Path(sys.argv[1]).read_text(encoding="utf8")
    bert = lambda **on: normalizers.BertNormalizer(
        **{"clean_text": False, "handle_chinese_chars": False, "strip_accents": False, "lowercase": False, **on}
    ).normalize_str
    clean, strip = bert(clean_text=True), bert(strip_accents=True)
    remove_marks = normalizers.StripAccents().normalize_str
    punctuation, digits = pre_tokenizers.Punctuation("removed"), pre_tokenizers.Digits(True)
    whitespace = pre_tokenizers.Whitespace()
    categories = {}
    for at, name in enumerate(CATEGORIES):
        for c in matching(rf"\p{{{name}}}"):
            categories[c] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ_$"[at]
    grapheme_classes, not_in_conjunct = graphemes(source)
    decompositions = normalisation("NFD")
    tables = {
        "removedByBert": ("`BertNormalizer` with `clean_text` removes these.", encoded(c for c in CHARACTERS if clean(chr(c)) == "")),
        "nonspacingMarks": ("`BertNormalizer` with `strip_accents` removes these.", encoded(c for c in CHARACTERS if strip("a" + chr(c)) == "a")),
        "combiningMarks": ("`StripAccents` removes these.", encoded(c for c in CHARACTERS if remove_marks(chr(c)) == "")),
        "punctuation": ("`BertPreTokenizer` and `Punctuation` split here.", encoded(c for c in CHARACTERS if punctuation.pre_tokenize_str(chr(c)) == [])),
        "numeric": ("`Digits` splits here.", encoded(c for c in CHARACTERS if len(digits.pre_tokenize_str("a" + chr(c))) == 2)),
        "word": ("`\\\\w` of `Whitespace` and of added tokens with `single_word`.", encoded(c for c in CHARACTERS if len(whitespace.pre_tokenize_str("a" + chr(c))) == 1 and len(whitespace.pre_tokenize_str("a" + chr(c))[0][0]) == 2)),
        "canonical": ("NFC and NFD change only these.", encoded(decompositions)),
        "compatibility": ("NFKC and NFKD change these, too.", encoded(normalisation("NFKD") - decompositions)),
        "lowercase": ("`Lowercase`, character by character. U+0130 becomes two characters.", lowercase_runs()),
        "categories": ("General categories in regular expressions, as in `categoryNames`.", encoded_runs(categories)),
        "graphemes": ("Classes of grapheme clusters; Hangul syllables are computed.", encoded_runs(grapheme_classes)),
        "notInConjunct": ("Extend characters that end an Indic conjunct.", encoded(not_in_conjunct)),
    }
    lines = [
        f"/** Unicode tables of `tokenizers` {tokenizers.__version__}, written by tools/tokenizers/make_unicode_tables.py. */",
    ]
    for name, (comment, text) in tables.items():
        lines += ["", f"/** {comment} */", f'export const {name} =\n  "{text}";']
        print(name, len(text))
    target = Path(__file__).parents[2] / "src/engine/worker/tokenizer/unicode-tables.ts"
    target.write_text("\n".join(lines) + "\n", encoding="utf8")


main()
