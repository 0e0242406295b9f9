import assert from "node:assert/strict";

import { themeNames, type ThemeSettings } from "../../../../src/core/colours/activeThemeName";
import { Runs } from "../../../../src/core/colours/runs";
import { Scopes } from "../../../../src/core/colours/scopes";
import { customRules, readRules } from "../../../../src/core/colours/themeCustomizations";
import { parseJsonWithComments } from "../../../../src/core/jsonWithComments";

describe("the theme that is in force", () => {
  const settings: ThemeSettings = {
    colorTheme: "Dark+",
    followsSystem: false,
    followsHighContrast: true,
    preferred: { vs: "Light", "vs-dark": "Night", "hc-black": "Black", "hc-light": "White" },
  };

  it("is the one that is set, or the preferred one of the system's kind", () => {
    assert.deepEqual(themeNames(settings, "vs-dark"), ["Dark+"]);
    assert.deepEqual(themeNames({ ...settings, followsSystem: true }, "vs")[0], "Light");
    assert.deepEqual(themeNames(settings, "hc-black"), ["Dark+", "Black"]);
    assert.deepEqual(themeNames({ ...settings, followsHighContrast: false }, "hc-black"), ["Dark+"]);
  });

  it("is changed by the person, for every theme and then for those of a name", () => {
    const rules = customRules(
      {
        comments: "#111111",
        textMateRules: [{ scope: "a", settings: { foreground: "#222222" } }, { scope: "b" }, 7],
        "[Dark*][*Plus]": { numbers: { fontStyle: "bold" } },
        "[Light]": { comments: "#333333" },
      },
      "Dark Plus",
    );
    assert.deepEqual(rules, [
      { scope: "comment", foreground: "#111111" },
      { scope: "punctuation.definition.comment", foreground: "#111111" },
      { scope: "a", foreground: "#222222" },
      { scope: "constant.numeric", fontStyle: "bold" },
    ]);
  });

  it("may have rules that are none", () => {
    assert.deepEqual(readRules("text"), []);
    assert.deepEqual(readRules([null, { scope: 1, settings: {} }, { settings: { foreground: "#fff" } }]), []);
    assert.deepEqual(readRules([{ scope: ["a", 1], settings: { foreground: 3, fontStyle: "" } }]), [
      { scope: ["a"], fontStyle: "" },
    ]);
  });

  it("may be written with comments and commas too many", () => {
    const text = '\uFEFF{ // one\n "a": "// no, \\" /* no */", /* two, */ "b": [1, 2,], }';
    assert.deepEqual(parseJsonWithComments(text), { a: '// no, " /* no */', b: [1, 2] });
    assert.throws(() => parseJsonWithComments("{"), SyntaxError);
  });
});

describe("runs of coloured code", () => {
  it("join neighbours that look the same, and take line ends with them", () => {
    const runs = new Runs();
    runs.add(2, 1);
    runs.add(0, 2);
    runs.add(3, 1);
    runs.addLineEnd(1, 0);
    runs.add(1, 2);
    assert.deepEqual(runs.all, [6, 1, 1, 2]);
    const empty = new Runs();
    empty.addLineEnd(2, 0);
    assert.deepEqual(empty.all, [2, 0]);
  });

  it("give brackets a look of their own, also those of several tokens", () => {
    const none = Scopes.none();
    const [one, other] = [none.within("one"), none.within("other")];
    const runs = new Runs();
    const bracket = { bracket: { text: "{{" }, index: 1 } as never;
    runs.addLine(
      [
        { length: 2, scopes: one },
        { length: 2, scopes: other },
      ],
      [bracket],
      ["unexpected"],
      (scopes, level) => (scopes === one ? 1 : 2) + (level === undefined ? 0 : 10),
    );
    assert.deepEqual(runs.all, [1, 1, 1, 11, 1, 12, 1, 2]);
  });
});
