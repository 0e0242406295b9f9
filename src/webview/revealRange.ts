/** What was not laid out gets its real size when it comes into sight: the place is looked up again for some frames. */
const mostFrames = 8;
const marginTop = 48;
const marginBottom = 24;

/**
 * Scrolls to a place, up and down in the conversation and sideways in a code block or table, for as long as it is
 * `wanted`: its nodes may become others meanwhile.
 */
export function revealRange(scroller: HTMLElement, wanted: () => StaticRange | undefined): void {
  let frames = mostFrames;
  const step = (): void => {
    const place = wanted();
    if (!place) {
      return;
    }
    const range = document.createRange();
    range.setStart(place.startContainer, place.startOffset);
    range.setEnd(place.endContainer, place.endOffset);
    frames -= 1;
    const box = range.getBoundingClientRect();
    const sight = scroller.getBoundingClientRect();
    if (box.top < sight.top + marginTop || box.bottom > sight.bottom - marginBottom) {
      scroller.scrollTop += box.top - sight.top - sight.height / 3;
    }
    revealSideways(range);
    if (frames > 0) {
      requestAnimationFrame(step);
    }
  };
  step();
}

function revealSideways(range: Range): void {
  const scroller = range.startContainer.parentElement?.closest("pre, .table-scroll");
  if (!scroller) {
    return;
  }
  const box = range.getBoundingClientRect();
  const sight = scroller.getBoundingClientRect();
  if (box.left < sight.left || box.right > sight.right) {
    scroller.scrollLeft += box.left - sight.left - sight.width / 3;
  }
}
