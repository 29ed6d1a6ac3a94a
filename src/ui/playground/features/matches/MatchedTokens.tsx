import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { describeError } from "../../../text/describe-error.ts";
import type { Answer } from "../../stores/run.ts";
import { HeatMap } from "./HeatMap.tsx";
import "./matches.css";
import { useLook } from "./use-look.ts";

interface MatchedTokensProps {
  answer: Answer;
  /** Of the document. */
  index: number;
  score: number;
  text: string;
}

/** Fetched with the first answer of a late-interaction model; what it shows, only when it is opened. */
export default function MatchedTokens(props: MatchedTokensProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <div className="print:hidden">
      <button
        type="button"
        className="button-quiet -ml-2 h-7 text-xs"
        aria-label={`Matched tokens of document ${props.index + 1}`}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight aria-hidden size={14} className={open ? "rotate-90" : ""} />
        Matched tokens
      </button>
      {open && (
        <div id={id}>
          <Matches {...props} />
        </div>
      )}
    </div>
  );
}

function Matches({ answer, index, score, text }: MatchedTokensProps) {
  const look = useLook(answer, index);
  const { query, settings } = answer.draft;
  switch (look.status) {
    case "looking":
      return <p className="min-h-24 py-2 text-xs text-muted">Reading query and document…</p>;
    case "gone":
      return (
        <p className="py-1 text-xs text-warn">
          {answer.engine.model} is not loaded any more as it was for this answer. Rerank with it to see what
          its tokens match.
        </p>
      );
    case "failed":
      return (
        <p role="alert" className="py-1 text-xs text-danger">
          {describeError(look.error)}
        </p>
      );
    case "found":
      return (
        <HeatMap
          key={answer.response.id}
          matches={look.matches}
          query={query}
          text={text}
          readFrom={settings.truncate === "start" ? "end" : "start"}
          score={score}
          number={index + 1}
        />
      );
  }
}
