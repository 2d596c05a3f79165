#include "mockserver/dns/batch.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace tetra::dns {

Batch::Batch() {
  for (std::size_t i = 0; i < most; ++i) {
    in_parts_[i] = iovec{buffers_[i].data(), longest};
    in_[i] = mmsghdr{};
    in_[i].msg_hdr.msg_name = &peers_[i];
    in_[i].msg_hdr.msg_iov = &in_parts_[i];
    in_[i].msg_hdr.msg_iovlen = 1;
    out_[i] = in_[i];
    out_[i].msg_hdr.msg_iov = &out_parts_[i];
  }
}

std::size_t Batch::receive(int socket) {
  for (mmsghdr& message : in_) message.msg_hdr.msg_namelen = sizeof(sockaddr_storage);
  const int got = ::recvmmsg(socket, in_.data(), most, MSG_DONTWAIT, nullptr);
  return got > 0 ? static_cast<std::size_t>(got) : 0;
}

std::string_view Batch::message(std::size_t index) const {
  return {buffers_[index].data(), in_[index].msg_len};
}

asio::ip::udp::endpoint Batch::from(std::size_t index) const {
  asio::ip::udp::endpoint endpoint;
  const std::size_t length =
      std::min<std::size_t>(in_[index].msg_hdr.msg_namelen, endpoint.capacity());
  std::memcpy(endpoint.data(), &peers_[index], length);
  endpoint.resize(length);
  return endpoint;
}

void Batch::queue(std::size_t index, unsigned copies) {
  queue_.insert(queue_.end(), copies, index);
}

// Points the outgoing headers at what is next in the queue; how many.
std::size_t Batch::fill() {
  const std::size_t count = std::min(most, queue_.size() - done_);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t index = queue_[done_ + i];
    std::string& bytes = sendings_[index].bytes;
    out_parts_[i] = iovec{bytes.data(), bytes.size()};
    out_[i].msg_hdr.msg_name = &peers_[index];
    out_[i].msg_hdr.msg_namelen = in_[index].msg_hdr.msg_namelen;
  }
  return count;
}

// The reply counts as sent with its last copy.
void Batch::report(bool sent, Responder& responder) {
  const std::size_t index = queue_[done_++];
  const bool last = done_ == queue_.size() || queue_[done_] != index;
  if (sent && last) responder.sent(sendings_[index]);
}

bool Batch::send(int socket, Responder& responder) {
  while (done_ < queue_.size()) {
    const std::size_t count = fill();
    const int sent = ::sendmmsg(socket, out_.data(), static_cast<unsigned>(count), MSG_DONTWAIT);
    if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return false;
    if (sent <= 0) report(false, responder);
    for (int i = 0; i < sent; ++i) report(true, responder);
  }
  queue_.clear();
  done_ = 0;
  return true;
}

}  // namespace tetra::dns
