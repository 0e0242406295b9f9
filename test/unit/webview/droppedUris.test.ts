import assert from "node:assert/strict";
import { mostDropped } from "../../../src/core/protocol";
import { droppedUris, promisesUris } from "../../../src/webview/droppedUris";

describe("what is dropped", () => {
  const drag = (data: Readonly<Record<string, string>>): readonly string[] =>
    droppedUris({ types: Object.keys(data), getData: (type) => data[type] ?? "" });

  const table: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
    [
      "the list of VS Code",
      { "application/vnd.code.uri-list": "file:///a\r\nfile:///b" },
      ["file:///a", "file:///b"],
    ],
    [
      "a remote file",
      { "application/vnd.code.uri-list": "vscode-remote://ssh-remote%2Bbox/home/a.ts" },
      ["vscode-remote://ssh-remote%2Bbox/home/a.ts"],
    ],
    [
      "a list with a comment",
      { "text/uri-list": "# two files\nfile:///a\n\nfile:///b\n" },
      ["file:///a", "file:///b"],
    ],
    ["an untitled document", { "text/uri-list": "untitled:Untitled-1" }, ["untitled:Untitled-1"]],
    ["resources", { resourceurls: '["file:///a","file:///b"]' }, ["file:///a", "file:///b"]],
    ["an editor tab", { codeeditors: '[{"resource":"file:///a"}]' }, ["file:///a"]],
    [
      "a tab whose address is in pieces",
      { codeeditors: '[{"resource":{"external":"file:///a"}}]' },
      ["file:///a"],
    ],
    ["paths", { codefiles: '["/home/a b#1?.ts"]' }, ["file:///home/a%20b%231%3F.ts"]],
    [
      "Windows paths",
      { codefiles: '["C:\\\\a\\\\b.ts","\\\\\\\\server\\\\s\\\\c.ts"]' },
      ["file:///C:/a/b.ts", "file://server/s/c.ts"],
    ],
    [
      "the most telling of several forms",
      { "text/uri-list": "file:///b", "application/vnd.code.uri-list": "file:///a" },
      ["file:///a"],
    ],
    [
      "a form that turns out empty",
      { "application/vnd.code.uri-list": "", "text/uri-list": "file:///b" },
      ["file:///b"],
    ],
    ["the same file twice", { "text/uri-list": "file:///a\nfile:///a" }, ["file:///a"]],
    ["a web page", { "text/uri-list": "https://example.com/" }, []],
    ["a script", { "text/uri-list": "javascript:alert(1)" }, []],
    ["text", { "text/plain": "file:///a" }, []],
    ["broken JSON", { resourceurls: "[", codeeditors: "{}", codefiles: "[1,null]" }, []],
  ];
  for (const [name, data, uris] of table) {
    it(`reads ${name}`, () => {
      assert.deepEqual(drag(data), uris);
    });
  }

  it("takes no more at once than the host would", () => {
    const lines = Array.from({ length: mostDropped + 20 }, (_, index) => `file:///${index}`);
    assert.equal(drag({ "text/uri-list": lines.join("\n") }).length, mostDropped);
  });

  it("tells by the types alone whether there may be something", () => {
    assert.ok(promisesUris(["ResourceURLs"]));
    assert.ok(!promisesUris(["text/plain", "text/html"]));
  });
});
