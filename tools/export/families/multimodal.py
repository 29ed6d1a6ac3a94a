"""jina-reranker-m0 (Qwen2-VL): texts and images in one prompt, one logit from its last token."""

import base64
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from PIL import Image
from torch import Tensor, nn
from transformers import Qwen2VLModel
from transformers.image_utils import load_image
from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

from decoder import PrefillDecoder, RotaryTable, doubled
from families.original import Original, linear, read_tensors
from prompts import Truncate, cut, cut_to_fit, multimodal_prompt, sanitised, text_ids
from tracing import Signature

MOST_PATCHES_A_SIDE = 4096

Item = str | dict[str, str]
"""A text, or an image as `{"image": data URL}`."""


class VisionGraph(nn.Module):
    """Patches of one image, with positions → one vector for each `merge_size`² of them; all attend to each other."""

    def __init__(self, visual: Any) -> None:
        super().__init__()
        kernel = visual.patch_embed.proj.weight.detach()
        self.patch_embed = linear(kernel.reshape(kernel.shape[0], -1))
        self.blocks = visual.blocks
        self.merger = visual.merger
        self.rotary = RotaryTable(visual.rotary_pos_emb.original_inv_freq, MOST_PATCHES_A_SIDE)

    def forward(self, pixel_values: Tensor, patch_positions: Tensor) -> Tensor:
        hidden = self.patch_embed(pixel_values.to(self.patch_embed.weight.dtype))
        row_cos, row_sin = self.rotary(patch_positions[:, 0])
        column_cos, column_sin = self.rotary(patch_positions[:, 1])
        half_cos, half_sin = torch.cat((row_cos, column_cos), dim=-1), torch.cat((row_sin, column_sin), dim=-1)
        cos, sin = doubled(half_cos, half_sin, hidden.dtype)
        for block in self.blocks:
            hidden = hidden + self.attend(block.attn, block.norm1(hidden), cos, sin)
            hidden = hidden + block.mlp(block.norm2(hidden))
        return self.merger(hidden).float()

    def attend(self, attention: Any, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        """x [n × d]; cos, sin [1 × n × d / heads]."""
        parts = attention.qkv(x).reshape(x.shape[0], 3, attention.num_heads, -1).permute(1, 2, 0, 3)
        query, key, value = turned(parts[0], cos, sin), turned(parts[1], cos, sin), parts[2]
        weights = torch.softmax(query @ key.transpose(1, 2) * attention.scaling, dim=-1)
        return attention.proj((weights @ value).transpose(0, 1).reshape(x.shape[0], -1))


def turned(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Rotary positions in the layout of two halves: x [heads × n × d]."""
    first, second = x.chunk(2, dim=-1)
    return x * cos + torch.cat((-second, first), dim=-1) * sin


class MultimodalGraph(nn.Module):
    def __init__(
        self, model: Any, score: nn.Module, rotary: RotaryTable, sections: list[int], image_token: int
    ) -> None:
        super().__init__()
        self.embed_tokens = model.embed_tokens
        self.decoder = PrefillDecoder(model.layers, model.norm)
        self.score = score
        self.rotary = rotary
        self.sections = sections
        self.image_token = image_token

    def forward(self, input_ids: Tensor, position_ids: Tensor, image_embeddings: Tensor) -> Tensor:
        embedded = self.embed_tokens(input_ids)
        is_image = input_ids[0] == self.image_token
        place = torch.cumsum(is_image.to(torch.int32), dim=0) * is_image.to(torch.int32)
        nothing = torch.zeros(1, embedded.shape[2])
        seen = torch.cat((nothing, image_embeddings)).index_select(0, place).to(embedded.dtype)
        embedded = torch.where(is_image[None, :, None], seen[None], embedded)
        hidden = self.decoder(embedded, self.places(position_ids, embedded.dtype))
        return self.score(hidden[:, -1]).float()

    def places(self, position_ids: Tensor, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
        """M-RoPE: time, row and column alternate in sections of the frequencies."""
        both = []
        for table in self.rotary(position_ids.reshape(-1)):
            by_axis = table.reshape(3, position_ids.shape[2], -1)
            parts = by_axis.split(self.sections, dim=-1)
            both.append(torch.cat([part[index % 3] for index, part in enumerate(parts)], dim=-1))
        return doubled(both[0], both[1], dtype)


@dataclass(frozen=True)
class Scored:
    logit: float
    """After the bias is subtracted."""
    query_tokens: int
    document_tokens: int
    used_tokens: int


@dataclass(frozen=True)
class Patches:
    pixel_values: Tensor
    rows: int
    columns: int

    def positions(self, merge: int) -> Tensor:
        """Row and column of each patch: the patches of one token lie side by side [n × 2]."""
        grid = torch.stack(torch.meshgrid(torch.arange(self.rows), torch.arange(self.columns), indexing="ij"), dim=-1)
        blocks = grid.reshape(self.rows // merge, merge, self.columns // merge, merge, 2)
        return blocks.transpose(1, 2).reshape(-1, 2)


class Multimodal(Original):
    kept = ("score",)

    def __init__(self, source: Path, about: dict[str, Any]) -> None:
        super().__init__(source, about)
        loaded: Any = Qwen2VLModel.from_pretrained(
            source, dtype=torch.float32, attn_implementation="eager", output_loading_info=True
        )
        self.model, notes = loaded
        assert not notes["missing_keys"], notes["missing_keys"]
        self.model.eval()
        weights = read_tensors(source, "score.")
        self.head = nn.Sequential(
            linear(weights["0.weight"], weights["0.bias"]),
            nn.ReLU(),
            linear(weights["2.weight"], weights["2.bias"]),
        )
        text = self.model.language_model
        self.rotary = RotaryTable(text.rotary_emb.inv_freq, self.max_tokens)
        ids = self.tokenizer.get_vocab()
        self.image_token = ids["<|image_pad|>"]
        self.score_token: int = about["scoreToken"]
        self.last_token = ids["<|box_end|>"]
        # The original appends `score_token` by number, but users' texts may contain that token. The exported graph has
        # its vector at `<|box_end|>` instead, which no text can contain.
        with torch.no_grad():
            text.embed_tokens.weight[self.last_token] = text.embed_tokens.weight[self.score_token]

        settings = json.loads((source / "preprocessor_config.json").read_text(encoding="utf-8"))
        limits = self.recipe["image"]
        self.processor = Qwen2VLImageProcessorPil(
            min_pixels=limits["minPixels"],
            max_pixels=limits["maxPixels"],
            patch_size=settings["patch_size"],
            merge_size=settings["merge_size"],
            temporal_patch_size=settings["temporal_patch_size"],
            image_mean=settings["image_mean"],
            image_std=settings["image_std"],
        )
        self.merge: int = settings["merge_size"]
        self.recipe["image"] = {
            "patchSize": settings["patch_size"],
            "mergeSize": self.merge,
            **limits,
            "mean": settings["image_mean"],
            "std": settings["image_std"],
        }

    def halve(self) -> None:
        self.model.half()
        self.head.half()

    def graphs(self) -> dict[str, tuple[nn.Module, Signature]]:
        config = self.model.config
        size = config.text_config.hidden_size
        channels = self.model.visual.patch_embed.proj.weight[0].numel()
        vision = Signature(
            {"pixel_values": torch.zeros(24, channels), "patch_positions": torch.zeros(24, 2, dtype=torch.int64)},
            {"pixel_values": {0: "patches"}, "patch_positions": {0: "patches"}},
            ["image_embeddings"],
        )
        model = Signature(
            {
                "input_ids": torch.full((1, 9), 5),
                "position_ids": torch.zeros(3, 1, 9, dtype=torch.int64),
                "image_embeddings": torch.zeros(6, size),
            },
            {
                "input_ids": {1: "sequence_length"},
                "position_ids": {2: "sequence_length"},
                "image_embeddings": {0: "image_tokens"},
            },
            ["logits"],
        )
        sections: list[int] = config.text_config.rope_parameters["mrope_section"]
        graph = MultimodalGraph(self.model.language_model, self.head, self.rotary, sections, self.image_token)
        return {"vision": (VisionGraph(self.model.visual), vision), "model": (graph, model)}

    def exercise(self) -> None:
        for size in ((90, 60), (200, 333)):
            content = io.BytesIO()
            Image.linear_gradient("L").resize(size).save(content, format="PNG")
            image = {"image": "data:image/png;base64," + base64.b64encode(content.getvalue()).decode()}
            self.score_pair("a gradient", image)

    def patches(self, picture: Image.Image) -> Patches:
        batch = self.processor(images=[picture], return_tensors="pt")
        _, rows, columns = batch["image_grid_thw"][0].tolist()
        return Patches(batch["pixel_values"].float(), rows, columns)

    def embed(self, image: Patches) -> Tensor:
        feeds = {"pixel_values": image.pixel_values, "patch_positions": image.positions(self.merge)}
        grid = torch.tensor([[1, image.rows, image.columns]])

        def original() -> Tensor:
            return torch.cat(list(self.model.get_image_features(image.pixel_values, grid).pooler_output))

        return self.run("vision", feeds, original)

    def place_ids(self, ids: list[int], images: list[Patches]) -> Tensor:
        """M-RoPE positions [3 × 1 × s]: text counts up. The tokens of an image are placed by row and column, and the
        text after it continues after the longer side."""
        columns: list[tuple[int, int, int]] = []
        next_position = place = 0
        remaining = iter(images)
        while place < len(ids):
            if ids[place] != self.image_token:
                columns.append((next_position,) * 3)
                next_position += 1
                place += 1
                continue
            image = next(remaining)
            rows, width = image.rows // self.merge, image.columns // self.merge
            columns += [
                (next_position, next_position + row, next_position + column)
                for row in range(rows)
                for column in range(width)
            ]
            next_position += max(rows, width)
            place += rows * width
        return torch.tensor(columns).T[:, None]

    def score_pair(self, query: Item, document: Item, truncate: Truncate = "end") -> Scored:
        """The query is truncated to `maxQueryTokens` at its end, the document to the rest; images stay whole."""
        images: list[Patches] = []

        def part(item: Item) -> str:
            """The item in the prompt, not truncated. Called for the document first, as in the prompt."""
            if isinstance(item, str):
                return sanitised(self.tokenizer, item)
            images.append(self.patches(load_picture(item)))
            count = images[-1].rows * images[-1].columns // self.merge**2
            return f"<|vision_start|>{'<|image_pad|>' * count}<|vision_end|>"

        document_part, query_part = part(document), part(query)
        query_tokens = len(text_ids(self.tokenizer, query_part))
        if isinstance(query, str):
            query_part = cut(self.tokenizer, query_part, self.recipe["maxQueryTokens"]).text
        if isinstance(document, str):
            text, ids = cut_to_fit(
                self.tokenizer,
                document_part,
                lambda text: multimodal_prompt(query_part, text),
                self.max_tokens,
                truncate,
            )
            document_tokens, used = text.tokens, text.used
        else:
            ids = text_ids(self.tokenizer, multimodal_prompt(query_part, document_part))
            document_tokens = used = len(text_ids(self.tokenizer, document_part))
            assert len(ids) <= self.max_tokens
        assert ids[-1] == self.last_token
        logit = self.logit(ids, images)
        return Scored(logit - self.recipe["bias"], query_tokens, document_tokens, used)

    def logit(self, ids: list[int], images: list[Patches]) -> float:
        size = self.model.config.text_config.hidden_size
        embeddings = torch.cat([torch.zeros(0, size), *(self.embed(image) for image in images)])
        feeds = {
            "input_ids": torch.tensor([ids]),
            "position_ids": self.place_ids(ids, images),
            "image_embeddings": embeddings,
        }

        def original() -> Tensor:
            own = torch.tensor([[*ids[:-1], self.score_token]])
            seen: dict[str, Any] = {}
            if images:
                seen = {
                    "pixel_values": torch.cat([image.pixel_values for image in images]),
                    "image_grid_thw": torch.tensor([[1, image.rows, image.columns] for image in images]),
                    "mm_token_type_ids": (own == self.image_token).int(),
                }
                right, _ = self.model.get_rope_index(
                    own, seen["mm_token_type_ids"], image_grid_thw=seen["image_grid_thw"]
                )
                assert torch.equal(right, feeds["position_ids"])
            self.model.rope_deltas = None
            hidden = self.model(input_ids=own, attention_mask=torch.ones_like(own), use_cache=False, **seen)
            return self.head(hidden.last_hidden_state[:, -1])

        return float(self.run("model", feeds, original)[0, 0])

    def score(self, query: str, document: str) -> float:
        return self.score_pair(query, document).logit


def load_picture(item: dict[str, str]) -> Image.Image:
    """Loads an image like jina-reranker-m0: rotated by its EXIF data, RGB, without alpha."""
    _, data = item["image"].split(",", 1)
    return load_image(Image.open(io.BytesIO(base64.b64decode(data))))
