/** The attributes of `<tab-rank>`, and the properties that reflect them. */
import type { RerankRequest } from "../../contract/rerank.ts";
import {
  type PropertyName,
  type SettingName,
  type SettingValue,
  attributeName,
  propertyName,
  settingFromText,
  settingNames,
  settingToText,
  settings,
} from "../../contract/settings.ts";
import { type Mode, type Theme, modes, oneOf, themes } from "./settings.ts";

type Given = string | null | undefined;

/** Setting `null` or `undefined` removes the attribute. */
interface OwnProperties {
  get query(): string;
  set query(value: Given);
  get model(): string | null;
  set model(value: Given);
  get device(): string;
  set device(value: Given);
  get dtype(): string;
  set dtype(value: Given);
  get mode(): Mode;
  set mode(value: Given);
  get theme(): Theme;
  set theme(value: Given);
  get modelBaseUrl(): string | null;
  set modelBaseUrl(value: Given);
  get hubHost(): string | null;
  set hubHost(value: Given);
}

/** The settings of a request; `undefined` or `null`: the attribute is absent. */
type SettingProperties = {
  [Name in SettingName as PropertyName<Name>]: SettingValue<Name> | null | undefined;
};

/** By property: the attribute's name, and its value as the property gives it. */
type Reflected = readonly [attribute: string, read: (value: string | null) => unknown];

const asGiven = (value: string | null): string | null => value;
const orAuto = (value: string | null): string => value ?? "auto";

const ownProperties: Record<keyof OwnProperties, Reflected> = {
  query: ["query", (value) => value ?? ""],
  model: ["model", asGiven],
  device: ["device", orAuto],
  dtype: ["dtype", orAuto],
  mode: ["mode", (value) => oneOf(modes, value)],
  theme: ["theme", (value) => oneOf(themes, value)],
  modelBaseUrl: ["model-base-url", asGiven],
  hubHost: ["hub-host", asGiven],
};

const properties: Readonly<Record<string, Reflected>> = {
  ...ownProperties,
  ...Object.fromEntries(
    settingNames.map((name): [string, Reflected] => {
      const { input, initial } = settings[name];
      const read = (value: string | null): unknown => {
        if (input === "number") return value === null ? undefined : settingFromText(name, value);
        return input === "choice" ? settingFromText(name, value ?? initial) : value;
      };
      return [propertyName(name), [attributeName(name), read]];
    }),
  ),
};

const special = ["documents", "autorun"];
export const observedAttributes: readonly string[] = [
  ...special,
  ...Object.values(properties).map(([attribute]) => attribute),
];

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the properties are defined below the class
const ReflectingElement = HTMLElement as unknown as abstract new () => HTMLElement &
  OwnProperties &
  SettingProperties;

/** Reflects properties to attributes, both ways. */
export abstract class ElementAttributes extends ReflectingElement {
  get autorun(): boolean {
    return this.hasAttribute("autorun");
  }
  set autorun(value: boolean) {
    this.toggleAttribute("autorun", value);
  }

  /** The settings as the attributes have them, wrong values included: validation names their fields. */
  protected requestSettings(): Partial<RerankRequest> {
    return Object.fromEntries(
      settingNames.flatMap((name) => {
        const value = this.getAttribute(attributeName(name));
        const setting = value === null ? undefined : settingFromText(name, value);
        return setting === undefined ? [] : [[name, setting]];
      }),
    );
  }

  /** Properties set before the element was defined hide those of the class: they are set again. */
  protected upgradeProperties(): void {
    for (const name of [...special, ...Object.keys(properties)]) {
      if (!Object.hasOwn(this, name)) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }
}

for (const [name, [attribute, read]] of Object.entries(properties)) {
  Object.defineProperty(ElementAttributes.prototype, name, {
    configurable: true,
    enumerable: true,
    get(this: HTMLElement) {
      return read(this.getAttribute(attribute));
    },
    set(this: HTMLElement, value: string | number | object | null | undefined) {
      if (value === null || value === undefined) this.removeAttribute(attribute);
      else this.setAttribute(attribute, settingToText(value));
    },
  });
}
