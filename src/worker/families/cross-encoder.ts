import { RerankError } from "../../contract/errors.ts";
import { batchesByLength } from "../batches.ts";
import { joinPair, truncateTokens } from "../encoding.ts";
import type { DocumentScore } from "../protocol.ts";
import type { Family, FamilyContext } from "./family.ts";
import { roomBeside } from "./room.ts";

/**
 * Query and document read together: `[CLS] query [SEP] document [SEP]` → one logit, `logits[:, 0]`
 * (sentence-transformers `CrossEncoder`). Only the document is truncated.
 */
export function create(context: FamilyContext<"cross-encoder">): Family {
  const { tokenizer, session, maxTokens, batches } = context;
  const template = tokenizer.pair();
  const specials = template.prefix.length + template.middle.length + template.suffix.length;

  function encodeQuery(query: string): { ids: number[]; room: number } {
    const ids = tokenizer.encode(query);
    return {
      ids,
      room: roomBeside({ queryTokens: ids.length, usedTokens: ids.length + specials }, maxTokens),
    };
  }

  return {
    documentRoom: (query) => encodeQuery(query).room,
    async score({ query, documents, truncation }) {
      const { ids: queryIds, room } = encodeQuery(query);
      const scores: DocumentScore[] = [];
      const rows = documents.flatMap((document, position) => {
        const ids = tokenizer.encode(document);
        const kept = truncateTokens(ids, room, truncation);
        const encoding = joinPair(template, queryIds, kept);
        const promptTokens = kept.length > 0 ? encoding.ids.length : 0;
        scores.push({ score: undefined, documentTokens: ids.length, usedTokens: kept.length, promptTokens });
        return kept.length > 0 ? [{ position, encoding }] : [];
      });
      const lengths = rows.map(({ encoding }) => encoding.ids.length);
      for (const batch of batchesByLength(lengths, batches)) {
        const inBatch = batch.flatMap((row) => rows[row] ?? []);
        const encodings = inBatch.map(({ encoding }) => encoding);
        const { data, dims } = await session.run(encodings, tokenizer.padId, ["logits"]);
        if (data.length !== encodings.length) {
          throw new RerankError(
            "load_failed",
            `The model gives no single logit for a pair, but [${dims.join(", ")}].`,
          );
        }
        inBatch.forEach(({ position }, row) => {
          const logit = data[row];
          const scored = scores[position];
          if (logit === undefined || !Number.isFinite(logit) || !scored) throw notFinite();
          scored.score = logit;
        });
      }
      return { documents: scores, queryPromptTokens: 0 };
    },
  };
}

function notFinite(): RerankError {
  return new RerankError("internal_error", "The model returned a score that is not a finite number.");
}
