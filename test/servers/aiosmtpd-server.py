"""aiosmtpd on several ports. Reads its plan as JSON from a file; appends a line of JSON to another for each message."""
import asyncio, email, json, ssl, sys
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

plan = json.load(open(sys.argv[1], encoding='utf-8'))
account = (plan['username'].encode(), plan['password'].encode())


class Recorder:
    async def handle_DATA(self, server, session, envelope):
        line = {
            'messageId': email.message_from_bytes(envelope.content)['Message-ID'],
            'encrypted': session.ssl is not None or server.transport.get_extra_info('sslcontext') is not None,
            'signedIn': session.authenticated is True,
        }
        with open(plan['arrivals'], 'a', encoding='utf-8') as file:
            file.write(json.dumps(line) + '\n')
        return '250 2.0.0 Taken'


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=isinstance(data, LoginPassword) and (data.login, data.password) == account)


def smtp(context):
    return SMTP(
        Recorder(),
        hostname='aiosmtpd.postroom.test',
        authenticator=authenticate,
        auth_require_tls=False,
        tls_context=context,
    )


def listen(loop, port):
    context = None
    if port['chainFile']:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(port['chainFile'])
    implicit = port['tls'] == 'implicit'
    offered = None if implicit else context
    return loop.create_server(lambda: smtp(offered), '127.0.0.1', port['port'], ssl=context if implicit else None)


async def main():
    loop = asyncio.get_running_loop()
    for port in plan['ports']:
        await listen(loop, port)
    await asyncio.Event().wait()


asyncio.run(main())
