import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { decodedPng, pixelAt } from "../support/decodedPng";
import { iconPaint } from "../support/iconDrawing";
import { projectRoot } from "../support/project";

const media = (name: string): Buffer => readFileSync(join(projectRoot, "media", name));

describe("the icons", () => {
  it("has the marketplace's drawn as `npm run icon` draws it, large enough for its page", () => {
    const icon = decodedPng(media("icon.png"));
    const { width, height } = icon;
    assert.ok(width === height && width >= 128, `${width} × ${height}`);
    const paint = iconPaint(width);
    for (let pixel = 0; pixel < width * height; pixel += 37) {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      assert.deepEqual(pixelAt(icon, x, y), paint(x, y), `at ${x}, ${y}: run \`npm run icon\``);
    }
  });

  it("can be made out in the list of extensions: clear corners, a dark sign on light, light on a dark ground", () => {
    for (const size of [32, 72, 128]) {
      const at = (x: number, y: number): readonly number[] =>
        iconPaint(size)(Math.floor(x * size), Math.floor(y * size));
      assert.equal(at(0, 0)[3], 0);
      assert.equal(at(0.5, 0.5)[3], 255);
      const [ground, paper, sign] = [at(0.5, 0.9), at(0.5, 0.45), at(0.29, 0.445)];
      assert.ok(contrast(paper, sign) > 7, `${size}: ${paper.join()} and ${sign.join()}`);
      assert.ok(contrast(paper, ground) > 4.5, `${size}: ${paper.join()} and ${ground.join()}`);
    }
  });

  it("are one drawing in the activity bar and in tabs, and the activity bar's takes the theme's colour", () => {
    const bar = media("activity-bar.svg").toString();
    assert.deepEqual(colours(bar), ["currentColor"]);
    for (const theme of ["dark", "light"]) {
      const tab = media(`tab/${theme}.svg`).toString();
      const [colour] = colours(tab);
      assert.equal(tab.replace(colour ?? "", "currentColor"), bar);
    }
  });

  it("stand on whole pixels in the activity bar, with lines as thin as VS Code's own", () => {
    const bar = media("activity-bar.svg").toString();
    const stroke = Number(/stroke-width="([\d.]+)"/.exec(bar)?.[1]);
    assert.equal(stroke, 1.5);
    // Right, left and upper edge of the bubble: the middle of a line and half of its width.
    const [, startY, across] = /d="M[\d.]+ ([\d.]+)h([\d.]+)/.exec(bar) ?? [];
    assert.ok(Number.isInteger(Number(startY) - stroke / 2), startY);
    assert.ok(Number.isInteger(Number(across) + 6 + stroke), across);
  });
});

function colours(svg: string): readonly string[] {
  return [...svg.matchAll(/(?:fill|stroke)="(?!none)([^"]+)"/g)].map(([, colour]) => colour ?? "");
}

function contrast(one: readonly number[], other: readonly number[]): number {
  const [lighter, darker] = [brightness(one), brightness(other)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** Relative luminance, as WCAG has it. */
function brightness(colour: readonly number[]): number {
  const [red, green, blue] = colour.slice(0, 3).map((part) => {
    const share = part / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
