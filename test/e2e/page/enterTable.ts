interface Press {
  readonly key?: string;
  readonly keyCode?: number;
  readonly isComposing?: boolean;
  readonly shiftKey?: boolean;
  readonly repeat?: boolean;
}

type Step =
  | { readonly down: Press }
  | { readonly up: Press }
  | { readonly composition: "start" | "end" }
  | { readonly click: true }
  | { readonly wait: number };

const enter: Press = { key: "Enter", keyCode: 13 };
const pressed: readonly Step[] = [{ down: enter }, { up: enter }];

/** What comes to a text field in each order that browsers and input methods are known to have. */
export const enterTable: readonly (readonly [name: string, steps: readonly Step[], sends: number])[] = [
  ["a plain Enter", pressed, 1],
  ["Shift+Enter", [{ down: { ...enter, shiftKey: true } }], 0],
  ["a held Enter sends once", [{ down: enter }, { down: { ...enter, repeat: true } }], 1],
  ["an Enter that only repeats", [{ down: { ...enter, repeat: true } }], 0],
  ["Enter while composing", [{ composition: "start" }, { down: { ...enter, isComposing: true } }], 0],
  ["Enter while composing, by the event's own flag alone", [{ down: { ...enter, isComposing: true } }], 0],
  ["Enter with key code 229", [{ down: { key: "Enter", keyCode: 229 } }], 0],
  ["Process with key code 229", [{ down: { key: "Process", keyCode: 229 } }], 0],
  [
    "Chromium: the Enter comes first, the end of the composition after it",
    [
      { composition: "start" },
      { down: { key: "Process", keyCode: 229, isComposing: true } },
      { composition: "end" },
      { up: enter },
    ],
    0,
  ],
  [
    "Chromium, and then a second Enter at once",
    [
      { composition: "start" },
      { down: { key: "Process", keyCode: 229, isComposing: true } },
      { composition: "end" },
      { up: enter },
      ...pressed,
    ],
    1,
  ],
  [
    "Chromium, and the Enter held too long",
    [
      { composition: "start" },
      { down: { key: "Process", keyCode: 229, isComposing: true } },
      { composition: "end" },
      { down: { ...enter, repeat: true } },
      { up: enter },
    ],
    0,
  ],
  [
    "Safari: the composition ends first, then comes Enter with 229",
    [
      { composition: "start" },
      { composition: "end" },
      { down: { key: "Enter", keyCode: 229 } },
      { up: enter },
    ],
    0,
  ],
  [
    "the composition ends first, then comes a plain Enter",
    [{ composition: "start" }, { composition: "end" }, ...pressed],
    0,
  ],
  [
    "that, and then a second Enter",
    [{ composition: "start" }, { composition: "end" }, ...pressed, ...pressed],
    1,
  ],
  [
    "the composition ends by a click, then Enter",
    [{ composition: "start" }, { composition: "end" }, { click: true }, ...pressed],
    1,
  ],
  [
    "the composition ends by itself, then, a moment later, Enter",
    [{ composition: "start" }, { composition: "end" }, { wait: 120 }, ...pressed],
    1,
  ],
];
