//! Connections that can be ended at will.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    task::{Context, Poll},
};

use axum::{
    extract::connect_info::Connected,
    serve::{IncomingStream, Listener},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
};

const WHOLE: u8 = 0;
const ENDED: u8 = 1;
const RESET: u8 = 2;

/// A listener whose connections have a [`Cord`].
#[derive(Debug)]
pub struct Wires(pub TcpListener);

/// One connection.
#[derive(Debug)]
pub struct Wire {
    stream: TcpStream,
    cord: Cord,
}

/// What is known of the connection that a request came over.
#[derive(Clone, Debug)]
pub struct Peer {
    /// Ends it.
    pub cord: Cord,
    /// The other end.
    pub address: IpAddr,
}

/// Ends its connection when pulled.
#[derive(Clone, Debug, Default)]
pub struct Cord(Arc<AtomicU8>);

impl Cord {
    /// From now on nothing is sent; the connection ends as soon as somebody
    /// tries to. With `reset` it ends in a TCP reset instead of in good order.
    pub fn pull(&self, reset: bool) {
        self.0
            .store(if reset { RESET } else { ENDED }, Ordering::SeqCst);
    }

    fn state(&self) -> u8 {
        self.0.load(Ordering::SeqCst)
    }

    fn intact(&self) -> io::Result<()> {
        match self.state() {
            WHOLE => Ok(()),
            _ => Err(io::ErrorKind::ConnectionAborted.into()),
        }
    }
}

impl Listener for Wires {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.0).await;
        // An answer is a few small writes: without this, the second waits for
        // the client's delayed acknowledgement of the first.
        let _ = stream.set_nodelay(true);
        let cord = Cord::default();
        (Wire { stream, cord }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Wires>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Wires>) -> Self {
        Self {
            cord: stream.io().cord.clone(),
            address: stream.remote_addr().ip(),
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.cord.intact()?;
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A shutdown would send the FIN that a reset has not.
        if self.cord.state() == RESET {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.cord.intact()?;
        Pin::new(&mut self.stream).poll_write_vectored(context, buffers)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.cord.state() == RESET {
            // Without lingering, closing sends RST (RFC 9293, section 3.10.4).
            let _ = self.stream.set_zero_linger();
        }
    }
}
