import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { draw } from '../../testing/draw';
import { makeFigure } from '../../testing/fakes';
import { FigureGrid, FigureInline } from './figure-card';

it('a figure says what it is, where it is from, when it was known, and for how much', async () => {
  await draw(
    <FigureGrid
      figures={[makeFigure({ key: 'reactions', value: 46, source: 'network', coverage: { measured: 5, of: 6 } })]}
    />,
  );
  expect(screen.getByRole('term')).toHaveTextContent('Reactions');
  expect(screen.getByText('46')).toBeVisible();
  expect(screen.getByText('Measured from the networks')).toBeVisible();
  expect(screen.getByText('Known for 5 of 6 posts')).toBeVisible();
  expect(screen.getByText(/^As of Tue 24 Nov/)).toBeVisible();
});

it('what is not known is said to be unknown, with no time and no zero', async () => {
  await draw(<FigureGrid figures={[makeFigure({ value: null })]} />);
  expect(screen.getByText('Unknown')).toBeVisible();
  expect(screen.queryByText('0')).not.toBeInTheDocument();
  expect(screen.queryByText(/^As of/)).not.toBeInTheDocument();
});

it('what would point at a person is hidden, and says why', async () => {
  await draw(<FigureGrid minGroup={7} figures={[makeFigure({ value: null, hidden: 'group_too_small' })]} />);
  expect(screen.getByText('Hidden')).toBeVisible();
  expect(screen.getByText('Fewer than 7 people: nobody may be recognised.')).toBeVisible();
});

it('in a line, a zero that is known is a zero', async () => {
  await draw(<FigureInline figure={makeFigure({ value: 0 })} />);
  expect(screen.getByRole('main')).toHaveTextContent('0 clicks');
});
