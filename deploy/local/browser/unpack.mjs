// Unpacks npm's Chromium, and the system libraries it needs, into TMPDIR; prints the path of the browser.
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x'; // only then it unpacks its libraries too
const { default: chromium } = await import('@sparticuz/chromium');
process.stdout.write(`${await chromium.executablePath()}\n`);
