import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { describeError } from "../../../text/describe-error.ts";
import type { Answer } from "../../stores/run.ts";
import { matchesText } from "../../text/matches.ts";
import { HeatMap } from "./HeatMap.tsx";
import "./matches.css";
import { useMatches } from "./use-matches.ts";

interface MatchedTokensProps {
  answer: Answer;
  /** The document's place in the request, from 0. */
  index: number;
  score: number;
  text: string;
}

/** Loaded with the first answer of a late-interaction model. The matches are computed when it is opened. */
export default function MatchedTokens(props: MatchedTokensProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <div className="print:hidden">
      <button
        type="button"
        className="button-quiet -ml-2 h-7 text-xs"
        aria-label={matchesText.titleFor(props.index + 1)}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight aria-hidden size={14} className={open ? "rotate-90" : ""} />
        {matchesText.title}
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
  const state = useMatches(answer, index);
  const { query, settings } = answer.draft;
  switch (state.status) {
    case "loading":
      return <p className="min-h-24 py-2 text-xs text-muted">{matchesText.loading}</p>;
    case "gone":
      return <p className="py-1 text-xs text-warn">{matchesText.gone(answer.engine.model)}</p>;
    case "failed":
      return (
        <p role="alert" className="py-1 text-xs text-danger">
          {describeError(state.error)}
        </p>
      );
    case "found":
      return (
        <HeatMap
          key={answer.response.id}
          matches={state.matches}
          query={query}
          text={text}
          readFrom={settings.truncate === "start" ? "end" : "start"}
          score={score}
          number={index + 1}
        />
      );
  }
}
