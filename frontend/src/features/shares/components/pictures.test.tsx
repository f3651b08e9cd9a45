import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { useReducer } from 'react';
import { describe, expect, it } from 'vitest';
import type { Asset } from '../../../api/types';
import { draw } from '../../../testing/draw';
import { makeDraft, makeProfile, makeStory } from '../../../testing/fakes';
import { server } from '../../../testing/server';
import { reduceDraft } from '../draft';
import { mostPictures, picturesOf } from '../pictures';
import { Pictures } from './pictures';

const asset = (id: string, alt = ''): Asset => ({
  id,
  url: `/api/v1/assets/${id}/image`,
  alt,
  width: 1600,
  height: 900,
  media_type: 'image/jpeg',
  bytes: 90_000,
  focal_x: 0.5,
  focal_y: 0.5,
  rights: '',
});
const file = (name: string) => new File(['x'], name, { type: 'image/jpeg' });
const story = makeStory({ asset: asset('story', 'A bakery at night') });

function Drawn({ most, drawn = story }: { most: number; drawn?: typeof story | null }) {
  const [draft, act] = useReducer(reduceDraft, makeDraft());
  return <Pictures programmeId="programme-1" story={drawn} pictures={picturesOf(draft, drawn)} most={most} act={act} />;
}

/** The server takes each file under its own name, but for those called "bad". */
function takeFiles() {
  let number = 0;
  server.use(
    http.post('*/api/v1/programmes/programme-1/pictures', () => {
      number += 1;
      return HttpResponse.json(asset(`own-${number}`), { status: 201 });
    }),
  );
}

const order = () => screen.getAllByRole('listitem').map((one) => one.querySelector('img')?.getAttribute('src'));
const shown = (id: string) => `/api/v1/assets/${id}/image?width=320`;

describe('pictures', () => {
  it('are the story’s own at first, added from one’s own, and each is asked about', async () => {
    takeFiles();
    await draw(<Drawn most={4} />);
    expect(screen.getByRole('textbox', { name: 'What does the picture show?' })).toHaveValue('A bakery at night');
    const user = userEvent.setup();
    await user.upload(screen.getByLabelText('Add pictures', { selector: 'input' }), [file('a.jpg'), file('b.jpg')]);
    await waitFor(() => expect(order()).toEqual([shown('story'), shown('own-1'), shown('own-2')]));
    const asked = screen.getByRole('textbox', { name: 'What does picture 3 show?' });
    await user.type(asked, 'Two bakers');
    expect(asked).toHaveValue('Two bakers');
  });

  it('change places by keyboard, the focus stays on the picture that moves, and it is said aloud', async () => {
    takeFiles();
    await draw(<Drawn most={4} />);
    const user = userEvent.setup();
    await user.upload(screen.getByLabelText('Add pictures', { selector: 'input' }), [file('a.jpg'), file('b.jpg')]);
    await waitFor(() => expect(order()).toHaveLength(3));
    screen.getByRole('button', { name: 'Move picture 3 earlier' }).focus();
    await user.keyboard('{Enter}');
    expect(order()).toEqual([shown('story'), shown('own-2'), shown('own-1')]);
    expect(screen.getByRole('button', { name: 'Move picture 2 earlier' })).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(order()).toEqual([shown('own-2'), shown('story'), shown('own-1')]);
    expect(screen.getByRole('button', { name: 'Move picture 1 later' })).toHaveFocus();
    expect(screen.getByRole('status')).toHaveTextContent('It is number 1 of 3 now.');
  });

  it('can be taken out again, the story’s too, and that one comes back', async () => {
    await draw(<Drawn most={4} />);
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Remove picture 1' }));
    expect(screen.queryByRole('listitem')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Add the story’s picture' }));
    expect(order()).toEqual([shown('story')]);
  });

  it('are no more than the chosen places take, and those who take none say so', async () => {
    takeFiles();
    await draw(<Drawn most={2} />);
    await userEvent
      .setup()
      .upload(screen.getByLabelText('Add pictures', { selector: 'input' }), [file('a.jpg'), file('b.jpg')]);
    expect(await screen.findByText('That is as many as the places you chose take.')).toBeVisible();
    expect(screen.queryByRole('button', { name: /Add/ })).not.toBeInTheDocument();
    expect(order()).toEqual([shown('story'), shown('own-1')]);
    expect(mostPictures([makeProfile(), makeProfile({ limits: { ...makeProfile().limits, images: 10 } })])).toBe(10);
    expect(mostPictures([makeProfile({ limits: { ...makeProfile().limits, images: 0 } })])).toBe(0);
  });

  it('that are not taken are named, with the reason', async () => {
    const errors = [{ field: 'file', type: 'picture-unreadable', detail: '' }];
    const body = { type: '/problems/picture-unreadable', title: '', status: 422, errors };
    server.use(http.post('*/api/v1/programmes/programme-1/pictures', () => HttpResponse.json(body, { status: 422 })));
    await draw(<Drawn most={4} drawn={null} />);
    await userEvent.setup().upload(screen.getByLabelText('Add pictures', { selector: 'input' }), file('broken.jpg'));
    expect(await screen.findByRole('alert')).toHaveTextContent('broken.jpg: The picture could not be read.');
  });
});
