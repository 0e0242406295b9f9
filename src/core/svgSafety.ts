import type { ImageProblem } from "./image";
import { cssFetches } from "./svgStyle";
import { SvgDrawing } from "./svgDrawing";
import { svgMarkup } from "./svgMarkup";

/** Elements that run something, hold another document, or fetch. */
const forbidden =
  /^(?:script|foreignobject|iframe|frame|object|embed|applet|portal|audio|video|source|track|canvas|handler|listener|link|meta|base|html|head|body|form|input|button|template|img|picture|annotation-xml)$/;

/** Namespaces whose elements do such things under any name. */
const foreignNamespace = /xhtml|xsl|xbl|xml-events|mathml/i;

const addresses = /^(?:href|src)$/;
const furtherAddresses = /^(?:base|srcset|ping|action|formaction|background|poster|manifest)$/;

/** Pictures of these kinds cannot hold anything but pixels. */
const pictureData = /^data:image\/(?:png|jpeg|jpg|gif|webp)[;,]/;

/**
 * Why an SVG is not shown; undefined when it has neither scripts nor anything that is fetched, and draws itself in a
 * reasonable time. Refuses what is doubtful.
 */
export function svgProblem(text: string): ImageProblem | undefined {
  const drawing = new SvgDrawing();
  let style: string | undefined;
  for (const piece of svgMarkup(text)) {
    switch (piece.kind) {
      case "bad":
        return { reason: piece.reason };
      case "open":
        if (
          // A style sheet has no elements in it: what stands behind one would be read without what stands before.
          style !== undefined ||
          isUnsafe(piece.name, piece.attributes) ||
          !drawing.open(localName(piece.name), piece.attributes)
        ) {
          return { reason: "unsafe" };
        }
        style = localName(piece.name) === "style" ? "" : undefined;
        break;
      case "text":
        style = style === undefined ? undefined : style + piece.text;
        break;
      case "close":
        if (style !== undefined && cssFetches(style)) {
          return { reason: "unsafe" };
        }
        style = undefined;
        drawing.close();
    }
  }
  return drawing.isEndless() ? { reason: "unsafe" } : undefined;
}

function isUnsafe(element: string, attributes: ReadonlyMap<string, string>): boolean {
  return (
    forbidden.test(localName(element)) ||
    [...attributes].some(([name, value]) => isUnsafeAttribute(localName(element), name, value))
  );
}

function isUnsafeAttribute(element: string, name: string, value: string): boolean {
  const local = localName(name);
  if (/^xmlns(?::|$)/i.test(name)) {
    return foreignNamespace.test(value);
  }
  // Browsers pass over spaces and control characters in an address.
  // oxlint-disable-next-line no-control-regex
  const address = value.replaceAll(/[\0-\x20\x7f-\xa0\u2028\u2029]/g, "").toLowerCase();
  return (
    local.startsWith("on") ||
    furtherAddresses.test(local) ||
    (addresses.test(local) && !isInside(element, address)) ||
    // What an animation sets is an attribute like any other, at another time.
    (local === "attributename" && /(?:href|src|^on|:on|style|class)/.test(address)) ||
    /(?:java|vb|live)script:/.test(address) ||
    cssFetches(value)
  );
}

/** Whether an address leads nowhere else: to another place in the file, or to pixels that stand in the address. */
function isInside(element: string, address: string): boolean {
  return address.startsWith("#") || (element !== "use" && pictureData.test(address));
}

/** Without the prefix of a namespace, in small letters. */
function localName(name: string): string {
  return name.slice(name.lastIndexOf(":") + 1).toLowerCase();
}
