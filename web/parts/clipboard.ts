/** `navigator.clipboard` is missing where the dashboard is served by http on a network; the old way works there. */
export async function copyToClipboard(text: string): Promise<void> {
  if (window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  const parent = document.querySelector('dialog[open]') ?? document.body;
  parent.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
