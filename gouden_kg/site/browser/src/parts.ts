/** Files that come as scripts, so that a page opened from disk can read them too: `goudenPart("dump", "H4sI…")`. */

const arrived = new Map<string, string>();

(globalThis as unknown as { goudenPart: (name: string, content: string) => void }).goudenPart = (name, content) => {
  arrived.set(name, content);
};

/** Runs a script file of this site. */
export function script(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.onload = () => resolve();
    element.onerror = () => reject(new Error(`cannot load ${address}`));
    document.head.append(element);
  });
}

/** The text of a part; the file is named after it. */
export async function textPart(folder: string, name: string): Promise<string> {
  if (!arrived.has(name)) await script(`${folder}${name}.js`);
  return arrived.get(name) ?? "";
}

/** The bytes of a part written in base64. */
export async function part(folder: string, name: string): Promise<Uint8Array> {
  return Uint8Array.from(atob(await textPart(folder, name)), (char) => char.charCodeAt(0));
}
