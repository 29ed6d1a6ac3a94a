import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect } from "react";
import { usePlayground } from "../../stores/store-context.ts";
import { headerText } from "../../text/header.ts";

const themes = {
  system: { icon: Monitor, next: "light" },
  light: { icon: Sun, next: "dark" },
  dark: { icon: Moon, next: "system" },
} as const;

/** Cycles through system, light and dark. */
export function ThemeButton() {
  const theme = usePlayground((state) => state.preferences.theme);
  const setPreferences = usePlayground((state) => state.setPreferences);
  const { icon: Icon, next } = themes[theme];
  const label = headerText.themes[theme];
  useEffect(() => {
    document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  return (
    <button
      type="button"
      className="button-quiet"
      aria-label={label}
      title={label}
      onClick={() => setPreferences({ theme: next })}
    >
      <Icon aria-hidden size={16} />
    </button>
  );
}
