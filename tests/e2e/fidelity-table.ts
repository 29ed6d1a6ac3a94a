/** Reporter of `npm run fidelity`: one table of what the fidelity tests measured. */
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import type { Fidelity } from "./fidelity.ts";

interface Row {
  fidelity: Fidelity;
  passed: boolean;
}

// oxlint-disable-next-line import/no-default-export -- what Playwright loads
export default class FidelityTable implements Reporter {
  readonly #rows: Row[] = [];

  onTestEnd(test: TestCase, { attachments, status, error }: TestResult): void {
    const body = attachments.find(({ name }) => name === "fidelity")?.body;
    if (body) {
      const fidelity = JSON.parse(body.toString()) as Fidelity;
      this.#rows.push({ fidelity, passed: status === "passed" });
    } else {
      console.log(`${test.title}: ${status}. ${error?.message ?? ""}`);
    }
  }

  onEnd(): void {
    const place = ({ fidelity: { family, ran, model } }: Row): string => [family, model, ran].join(" ");
    this.#rows.sort((a, b) => place(a).localeCompare(place(b)));
    const heads = ["family", "model", "device", "dtype", "largest error", "order", "pairs", ""];
    const cells = this.#rows.map(({ fidelity, passed }) => {
      const { family, model, ran, largestError, orderAgreement, pairs } = fidelity;
      const [device = "", dtype = ""] = ran.split(" ");
      const order = `${(100 * orderAgreement).toFixed(1)} %`;
      const verdict = passed ? "inside tolerance" : "OUTSIDE";
      return [family, model, device, dtype, largestError.toExponential(1), order, String(pairs), verdict];
    });
    const widths = heads.map((head, column) =>
      Math.max(head.length, ...cells.map((row) => row[column]?.length ?? 0)),
    );
    for (const row of [heads, widths.map((width) => "-".repeat(width)), ...cells])
      console.log(`| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`);
  }
}
