/** Join codes as people type them: small letters, spaces and missing hyphens are all the same code. */
export function tidyCode(written: string): string {
  const plain = written.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return plain.length === 8 ? `${plain.slice(0, 4)}-${plain.slice(4)}` : plain;
}
