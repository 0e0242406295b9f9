import * as assert from "node:assert/strict";

import * as l10n from "../../../src/webview/l10n";

describe("the page's sentences", () => {
  afterEach(() => l10n.config({ contents: {} }));

  it("are English with their places filled, until a bundle is there", () => {
    assert.equal(l10n.t("{0} of {1}: {0}", "a", 2), "a of 2: a");
    assert.equal(l10n.t("Nothing for {0} and {1}.", "$&"), "Nothing for $& and {1}.");
  });

  it("are those of the bundle, also of one that comes later", () => {
    l10n.config({ contents: { "Show {0}": "显示 {0}", Other: "别的" } });
    assert.equal(l10n.t("Show {0}", 3), "显示 3");
    l10n.config({ contents: { "Show {0}": "{0} zeigen" } });
    assert.equal(l10n.t("Show {0}", 3), "3 zeigen");
    assert.equal(l10n.t("Other"), "Other");
  });
});
