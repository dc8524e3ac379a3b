import './without-eval.ts';
import './base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { createHttpBridge } from './bridge-http.ts';
import { createConnection } from './connection.ts';
import { host } from './data/call.ts';
import { createQueryClient } from './data/query-client.ts';

const connection = createConnection();
host.postroom ??= createHttpBridge(connection);
const windowState = await host.postroom.windowState.load();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App connection={connection} queryClient={createQueryClient()} windowState={windowState} />);
