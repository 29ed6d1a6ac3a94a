import type { ReactNode } from "react";
import { LazyStorage } from "../storage/LazyStorage.tsx";
import { familyTexts } from "../model/family-texts.ts";
import { LazyFourWays } from "./LazyFourWays.tsx";
import { ModelTable } from "./ModelTable.tsx";

/** What the page is about, under the tool itself. */
export function About() {
  return (
    <div className="mt-10 flex flex-col gap-10 border-t border-line pt-8 print:hidden">
      <Topic title="What a reranker does">
        <Prose>
          A search engine brings back a few dozen candidates, quickly and roughly. A reranker reads each of
          them against the query and puts the best first. It is slower for each document, so it comes second,
          and it is what decides which passages a person, or a language model, gets to see.
        </Prose>
      </Topic>
      <Topic title="Why words and vectors alone are not enough">
        <Prose>
          Words miss what is said in other words, and take the same word for the same meaning. Vectors know
          meaning, but squeeze a whole document into a few hundred numbers before they have seen the question.
          Late interaction keeps such numbers for every token, and lets the question&apos;s tokens find their
          best match among them. A cross-encoder reads both together. Below are your own query and documents,
          each order made by what is named above it.
        </Prose>
        <LazyFourWays />
      </Topic>
      <Topic title="How it runs, and what stays here">
        <Prose>
          The model runs in Web Workers of this tab: on the graphics card through WebGPU where there is one,
          otherwise in WebAssembly on several cores. After loading, it scores pairs whose right scores are
          known; if they are off, that device is not used. Query and documents are sent nowhere: there is no
          server, no analytics, no cookie. Your input is kept in this browser, so that a reload does not lose
          it. Only if you choose a model from the Hub are its files fetched, and the Hub sees that, as it sees
          any download. And only if you switch on the comparison does the server that you name get the query
          and the documents, each time you press Rerank; its key is never kept. An image that you give by its
          address is fetched from there, by a run or when you want to see it.
        </Prose>
      </Topic>
      <Topic title="What this browser keeps">
        <LazyStorage />
      </Topic>
      <Topic title="Models">
        <dl className="grid max-w-prose gap-x-4 gap-y-1 sm:grid-cols-[max-content_1fr]">
          {Object.values(familyTexts).map(({ name, about }) => (
            <div key={name} className="contents">
              <dt className="font-medium">{name}</dt>
              <dd className="max-sm:pb-1 max-sm:pl-4">{about}</dd>
            </div>
          ))}
        </dl>
        <ModelTable />
      </Topic>
      <Topic title="Limits">
        <ul className="max-w-prose list-disc pl-5">
          <li>
            The embedded model knows English; other languages it only guesses at. Choose a multilingual one.
          </li>
          <li>
            A document is read up to the model&apos;s limit. What was cut is marked, and you choose which end.
          </li>
          <li>Scores of different models are not comparable; compare their orders.</li>
          <li>Large models need memory: beyond about half a gigabyte a phone may close the tab.</li>
        </ul>
      </Topic>
      <Topic title="Questions">
        <Question title="Why is the first run slower?">
          The model is loaded into each worker and tested. After that it stays loaded, and a model that reads
          documents by themselves (bi-encoder, late interaction) keeps their vectors: a second query over the
          same documents takes milliseconds.
        </Question>
        <Question title="Are these the same scores as from an API?">
          With the same model, yes, within the precision of the weights: the status line says how far the
          known pairs were off. The request and the response on this page have the form of /v1/rerank, so you
          can send the very same request to a server.
        </Question>
        <Question title="Why is it not on WebGPU?">
          The status line gives the reason: no adapter, an insecure page, an emulated one, or scores that were
          wrong there. WASM on several cores is not slow for models of this size.
        </Question>
        <Question title="May I use the models for my work?">
          Most are Apache-2.0 or MIT. Those marked “no commercial use” are not for that without a licence from
          their makers.
        </Question>
      </Topic>
    </div>
  );
}

function Topic({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-3 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <h2 className="text-base font-semibold">{title}</h2>
      <div className="flex flex-col gap-4">{children}</div>
    </section>
  );
}

function Prose({ children }: { children: ReactNode }) {
  return <p className="max-w-prose">{children}</p>;
}

function Question({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className="max-w-prose">
      <summary className="font-medium">{title}</summary>
      <p className="pt-1 pb-2 pl-4">{children}</p>
    </details>
  );
}
