import './trusted-types';
import './styles/main.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app';
import { createQueryClient } from './app/query-client';
import { createAppRouter } from './app/router';
import { activateLanguage, preferredLanguage } from './lib/language';
import { applyTheme } from './lib/theme';

applyTheme();
const client = createQueryClient();
const router = createAppRouter(client);
const place = document.getElementById('root');
if (!place) throw new Error('index.html has lost its #root');
// A page that the browser kept and shows again may belong to someone who has signed out since.
addEventListener('pageshow', (event) => {
  if (event.persisted) void client.invalidateQueries();
});
await activateLanguage(preferredLanguage());
createRoot(place).render(<App client={client} router={router} />);
