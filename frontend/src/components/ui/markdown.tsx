/** The small Markdown that stories and guidelines are written in, drawn as elements: never as HTML text. */
import type { ReactNode } from 'react';
import { type Block, type Inline, parseMarkdown } from '../../lib/markdown';

function draw(inline: Inline, key: number): ReactNode {
  if (typeof inline === 'string') return inline;
  const inner = inline.children.map(draw);
  if (inline.kind === 'link')
    return (
      <a key={key} href={inline.href} className="link" target="_blank" rel="noopener noreferrer">
        {inner}
      </a>
    );
  if (inline.kind === 'strong') return <strong key={key}>{inner}</strong>;
  if (inline.kind === 'em') return <em key={key}>{inner}</em>;
  return <code key={key}>{inner}</code>;
}

function drawBlock(block: Block, key: number): ReactNode {
  if (block.kind === 'heading')
    return block.level === 2 ? <h2 key={key}>{block.text.map(draw)}</h2> : <h3 key={key}>{block.text.map(draw)}</h3>;
  if (block.kind === 'list') {
    const items = block.items.map((item, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text have no other name than their place
      <li key={at}>{item.map(draw)}</li>
    ));
    return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>;
  }
  if (block.kind === 'quote') return <blockquote key={key}>{block.text.map(draw)}</blockquote>;
  return <p key={key}>{block.text.map(draw)}</p>;
}

export function Markdown({ text }: { text: string }) {
  return <div className="prose max-w-[68ch]">{parseMarkdown(text).map(drawBlock)}</div>;
}
