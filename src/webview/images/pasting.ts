import { isPictureFile } from "./pictureFiles";

/** Takes the files of pastes anywhere on the page but in other text fields; text remains the text field's own affair. */
export function watchPastes(field: HTMLElement, take: (files: readonly File[]) => void): void {
  document.addEventListener("paste", (event) => {
    const { target, clipboardData } = event;
    const isOtherField = target !== field && target instanceof Element && target.matches("input, textarea");
    const files = clipboardData === null || isOtherField ? [] : pastedFiles(clipboardData);
    if (files.length > 0) {
      event.preventDefault();
      field.focus();
      take(files);
    }
  });
}

/**
 * The files that a paste is about. Spreadsheets put a picture of the cells beside their text: then the text is meant,
 * unless it only names the files.
 */
function pastedFiles(data: DataTransfer): readonly File[] {
  const files = [...data.files];
  const text = data.getData("text/plain").trim();
  const namesOnly = text
    .split(/\r?\n/)
    .every((line) => files.some((file) => isPictureFile(file) && line.trim().endsWith(file.name)));
  return text === "" || namesOnly ? files : [];
}
