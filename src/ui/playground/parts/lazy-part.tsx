import { type ComponentType, type ReactNode, lazy, useSyncExternalStore } from "react";
import { Part } from "./Part.tsx";
import { loadScript } from "./load-script.ts";

/** A component whose script is fetched when it is first shown. If it does not arrive, its place says so. */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): (props: Props) => ReactNode {
  const attempt = (number: number) => ({ number, Content: lazy(() => loadScript(load)) });
  let latest = attempt(1);
  const shown = new Set<() => void>();
  const subscribe = (changed: () => void) => {
    shown.add(changed);
    return () => void shown.delete(changed);
  };
  // Wherever it stands on the page: to try again in one place helps all.
  const retry = (): void => {
    latest = attempt(latest.number + 1);
    for (const changed of shown) changed();
  };
  return function LazyPart(props: Props) {
    const current = useSyncExternalStore(subscribe, () => latest);
    return (
      <Part key={current.number} onRetry={retry}>
        <current.Content {...props} />
      </Part>
    );
  };
}
