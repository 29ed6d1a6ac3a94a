import type { ReactNode } from "react";
import { aboutText } from "../../text/about.ts";
import { familyTexts } from "../../text/families.ts";
import { LazyStorage } from "../storage/LazyStorage.tsx";
import { LazyFourWays } from "./LazyFourWays.tsx";
import { ModelTable } from "./ModelTable.tsx";

const { howItWorks, whatStays, limits, questions } = aboutText;

/** The explanation below the tool. */
export default function About() {
  return (
    <div className="mt-10 flex flex-col gap-10 border-t border-line pt-8 print:hidden">
      <Topic title={howItWorks.title}>
        <p className="max-w-prose">{howItWorks.text}</p>
        <p className="max-w-prose">{howItWorks.ways}</p>
        <LazyFourWays />
      </Topic>
      <Topic title={whatStays.title}>
        <p className="max-w-prose">{whatStays.text}</p>
      </Topic>
      <Topic title={aboutText.storage}>
        <LazyStorage />
      </Topic>
      <Topic title={questions.title}>
        <Question title={aboutText.models}>
          <dl className="grid max-w-prose gap-x-4 gap-y-1 pb-4 sm:grid-cols-[max-content_1fr]">
            {Object.values(familyTexts).map(({ name, about }) => (
              <div key={name} className="contents">
                <dt className="font-medium">{name}</dt>
                <dd className="max-sm:pb-1 max-sm:pl-4">{about}</dd>
              </div>
            ))}
          </dl>
          <ModelTable />
        </Question>
        <Question title={limits.title}>
          <ul className="max-w-prose list-disc pl-5">
            {limits.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </Question>
        {questions.items.map(({ question, answer }) => (
          <Question key={question} title={question}>
            <p className="max-w-prose">{answer}</p>
          </Question>
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

function Question({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details>
      <summary className="font-medium">{title}</summary>
      <div className="pt-2 pb-2 pl-4 max-sm:pl-0">{children}</div>
    </details>
  );
}
