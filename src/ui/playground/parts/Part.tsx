import { RefreshCw, RotateCw } from "lucide-react";
import { Component, type ReactNode } from "react";
import { partsText } from "../text/parts.ts";
import { MissingScript } from "./load-script.ts";

interface PartProps {
  children: ReactNode;
  /** Before it is shown again. */
  onRetry?: () => void;
}

interface PartState {
  error: Error | undefined;
  /** How often it was shown again by itself. */
  healed: number;
}

/** Whatever else changes the page may do it again, but not for ever. */
const maxHealed = 5;

/** A part of the page. A fault in it leaves the other parts and the draft alone. */
export class Part extends Component<PartProps, PartState> {
  override state: PartState = { error: undefined, healed: 0 };

  static getDerivedStateFromError(cause: unknown): Pick<PartState, "error"> {
    return { error: cause instanceof Error ? cause : new Error(String(cause)) };
  }

  override componentDidCatch(cause: unknown): void {
    // Somebody else, such as a translator or an extension, has moved the elements: fresh ones are right again.
    const moved = cause instanceof DOMException && cause.name === "NotFoundError";
    if (moved && this.state.healed < maxHealed)
      this.setState(({ healed }) => ({ error: undefined, healed: healed + 1 }));
  }

  readonly #retry = (): void => {
    this.props.onRetry?.();
    this.setState({ error: undefined });
  };

  override render(): ReactNode {
    const { error } = this.state;
    return error ? <Failed error={error} onRetry={this.#retry} /> : this.props.children;
  }
}

function Failed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const missing = error instanceof MissingScript ? error : undefined;
  return (
    <div
      role="alert"
      className="flex w-full flex-wrap items-center gap-x-2 gap-y-1 rounded-md bg-danger-soft px-3 py-2 text-xs text-danger"
    >
      <p className="min-w-40 grow">{missing?.message ?? partsText.failed}</p>
      <button type="button" className="button-quiet text-danger" onClick={onRetry}>
        <RotateCw aria-hidden size={14} />
        {partsText.tryAgain}
      </button>
      {(!missing || missing.reason === "replaced") && (
        <button type="button" className="button-quiet text-danger" onClick={() => location.reload()}>
          <RefreshCw aria-hidden size={14} />
          {partsText.reload}
        </button>
      )}
    </div>
  );
}
