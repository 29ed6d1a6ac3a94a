import { Monitor, Moon, Sun } from "lucide-react";
import { useEffect } from "react";
import { usePlayground } from "../../stores/store-context.ts";

const themes = {
  system: { icon: Monitor, label: "Theme: as the system", next: "light" },
  light: { icon: Sun, label: "Theme: light", next: "dark" },
  dark: { icon: Moon, label: "Theme: dark", next: "system" },
} as const;

/** System, light, dark, and round again. */
export function ThemeButton() {
  const theme = usePlayground((state) => state.preferences.theme);
  const setPreferences = usePlayground((state) => state.setPreferences);
  const { icon: Icon, label, next } = themes[theme];
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
