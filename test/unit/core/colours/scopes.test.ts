import assert from "node:assert/strict";

import { Scopes } from "../../../../src/core/colours/scopes";
import { TokenKinds } from "../../../../src/core/colours/tokenKind";

describe("the scopes of code", () => {
  it("are those the grammar gives, up to a hundred within each other", () => {
    const path = Array.from({ length: 100 }, (_, index) => `meta.level${index}`);
    const none = Scopes.none();
    assert.deepEqual(none.path(path).names, path);
    assert.equal(none.path(path), none.path([...path]));
  });

  it("are few in code that is nested without end, and it is still told what it is and what it is in", () => {
    const none = Scopes.none();
    const kinds = new TokenKinds({
      language: "html",
      embedded: new Map([["source.json", "json"]]),
      tokenTypes: new Map(),
      balanced: ["*"],
      unbalanced: ["meta.level - string"],
    });
    const different = new Set<Scopes>();
    const path = ["text.html", "source.json"];
    for (let depth = 0; depth < 3_000; depth += 1) {
      path.push("meta.level");
      different.add(none.path(path));
      different.add(none.path([...path, "string.quoted"]));
    }
    assert.ok(different.size < 250, `${different.size} different ones`);
    assert.deepEqual(none.path([...path, "string.quoted"]).names.slice(0, 2), path.slice(0, 2));
    assert.equal(none.path([...path, "string.quoted"]).name, "string.quoted");
    assert.deepEqual(
      [...different].map((scopes) => kinds.kindOf(scopes).language).filter((language) => language !== "json"),
      [],
    );
  });
});
