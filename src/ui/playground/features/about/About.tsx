import type { ReactNode } from "react";
import { aboutText } from "../../text/about.ts";
import { familyTexts } from "../../text/families.ts";
import { LazyStorage } from "../storage/LazyStorage.tsx";
import { LazyFourWays } from "./LazyFourWays.tsx";
import { ModelTable } from "./ModelTable.tsx";

const { whatItDoes, whyRerank, howItRuns, limits, questions } = aboutText;

/** The explanation below the tool. */
export default function About() {
  return (
    <div className="mt-10 flex flex-col gap-10 border-t border-line pt-8 print:hidden">
      <Topic title={whatItDoes.title}>
        <p className="max-w-prose">{whatItDoes.text}</p>
      </Topic>
      <Topic title={whyRerank.title}>
        <p className="max-w-prose">{whyRerank.text}</p>
        <LazyFourWays />
      </Topic>
      <Topic title={howItRuns.title}>
        <p className="max-w-prose">{howItRuns.text}</p>
      </Topic>
      <Topic title={aboutText.storage}>
        <LazyStorage />
      </Topic>
      <Topic title={aboutText.models}>
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
      <Topic title={limits.title}>
        <ul className="max-w-prose list-disc pl-5">
          {limits.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </Topic>
      <Topic title={questions.title}>
        {questions.items.map(({ question, answer }) => (
          <details key={question} className="max-w-prose">
            <summary className="font-medium">{question}</summary>
            <p className="pt-1 pb-2 pl-4">{answer}</p>
          </details>
        ))}
      </Topic>
      {/* The build writes this file. */}
      <a className="self-start text-muted underline" href="./THIRD-PARTY-NOTICES.txt">
        {aboutText.notices}
      </a>
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
