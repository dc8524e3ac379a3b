import type { FileContent } from '../../shared/message.ts';

/** Hands a file to the browser to save: in Electron and in a browser alike, the person chooses where. */
export function saveFile(file: FileContent): void {
  const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
  save(file.fileName, bytes);
}

/** The same for text, which is saved as UTF-8. */
export function saveText(fileName: string, text: string): void {
  save(fileName, text);
}

function save(fileName: string, content: BlobPart): void {
  // As octet-stream, so that no browser opens it in place of saving it.
  const url = URL.createObjectURL(new Blob([content], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
