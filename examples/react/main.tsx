import { useState } from "react";
import { createRoot } from "react-dom/client";
import "../../src/ui/element/react.ts";

const documents = [
  { id: "river", text: "The river carries sand to the sea." },
  { id: "oven", text: "The oven bakes bread in forty minutes." },
  { id: "pedal", text: "A bicycle pedal has a left-hand thread." },
];

function Handbook() {
  const [query, setQuery] = useState("What bakes bread?");
  const [best, setBest] = useState("not asked yet");
  return (
    <>
      <h1>Ask the handbook</h1>
      <button type="button" onClick={() => setQuery("How do I take off a pedal?")}>
        Ask about pedals
      </button>
      <tab-rank
        query={query}
        documents={documents}
        top-n={2}
        mode="compact"
        onrerank-complete={({ detail }) => setBest(documents[detail.results[0]?.index ?? 0]?.id ?? "")}
        onrerank-error={({ detail }) => setBest(detail.message)}
      />
      <p>
        Best: <output id="best">{best}</output>
      </p>
    </>
  );
}

const root = document.getElementById("root");
if (root) createRoot(root).render(<Handbook />);
