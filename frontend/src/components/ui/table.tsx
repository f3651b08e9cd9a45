/** A table that stays a table for assistive technology, and is read as cards on phones. */
import type { ReactNode } from 'react';

export type Column<Row> = { key: string; head: ReactNode; cell: (row: Row) => ReactNode; numeric?: boolean };

type Props<Row> = {
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
};

const isEmpty = (content: ReactNode) =>
  content === null || content === undefined || content === '' || content === false;

export function Table<Row>({ caption, columns, rows, rowKey }: Props<Row>) {
  const align = (column: Column<Row>) => (column.numeric ? 'sm:text-end tabular-nums' : '');
  return (
    <table className="block w-full sm:table">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only sm:not-sr-only sm:table-header-group">
        <tr className="border-b border-line">
          {columns.map((column) => (
            <th
              key={column.key}
              scope="col"
              className={`px-3 py-2 text-start text-sm font-bold text-muted ${align(column)}`}
            >
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="grid gap-3 sm:table-row-group">
        {rows.map((row) => (
          <tr
            key={rowKey(row)}
            className="card grid gap-1 p-4 sm:table-row sm:rounded-none sm:border-0 sm:border-b sm:bg-transparent sm:p-0"
          >
            {columns.map((column, at) => {
              const content = column.cell(row);
              return at === 0 ? (
                <th
                  key={column.key}
                  scope="row"
                  className="block text-start font-semibold sm:table-cell sm:px-3 sm:py-3 sm:align-top"
                >
                  {content}
                </th>
              ) : (
                <td
                  key={column.key}
                  className={`flex flex-wrap items-baseline gap-x-2 sm:table-cell sm:px-3 sm:py-3 sm:align-top ${align(column)} ${isEmpty(content) ? 'max-sm:hidden' : ''}`}
                >
                  <span aria-hidden="true" className="text-sm text-muted empty:hidden sm:hidden">
                    {column.head}
                  </span>
                  {content}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
