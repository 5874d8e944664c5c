// SPDX-License-Identifier: Apache-2.0

import CLibraries
import Glibc

/// Another program that stays open: it is given a line and answers a line, within a time.
///
/// One that does not answer in time, ends, or answers without an end is stopped, with everything that it has started;
/// it is for the caller to start another.
public final class LineProgram {
  /// Why there is no answer.
  public enum Fault: Error, Hashable, Sendable {
    /// The time was over.
    case timeOut
    /// The program has ended.
    case ended
    /// It said more than one line, or something that it was not asked: which claim an answer is for is not sure then.
    case unasked
    /// A line of the answer is longer than any may be.
    case tooLong
  }

  /// The longest answer.
  private static let longest = 1 << 20

  private var process: pid_t = 0
  private var input: Int32 = -1
  private var output: Int32 = -1
  private var buffer: [UInt8] = []

  /// Starts a program, which is found on the path where its name has no slash. Its error output is ours.
  ///
  /// - Throws: ``FileFailure/Code/programFailed`` where it cannot be started.
  public init(_ name: String) throws(FileFailure) {
    var (down, up): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
    guard cleanclaim_pipe(&down) == 0 else { throw Files.failure(.programFailed, name) }
    guard cleanclaim_pipe(&up) == 0 else {
      for end in down { close(end) }
      throw Files.failure(.programFailed, name)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, down[0], 0)
    posix_spawn_file_actions_adddup2(&actions, up[1], 1)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A group of its own, so that what it starts can be stopped with it.
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
    posix_spawnattr_setpgroup(&attributes, 0)
    var words: [UnsafeMutablePointer<CChar>?] = [strdup(name), nil]
    defer { free(words[0]) }
    let status = posix_spawnp(&process, name, &actions, &attributes, &words, environ)
    close(down[0])
    close(up[1])
    (input, output) = (down[1], up[0])
    guard status == 0 else {
      closeEnds()
      throw FileFailure(.programFailed, name, reason: String(cString: strerror(status)))
    }
    for end in [input, output] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
  }

  deinit { stop(after: 1000) }

  /// Gives a line and waits for the answer; after a fault the program is stopped.
  ///
  /// - Parameters:
  ///   - line: Without its end.
  ///   - milliseconds: How long may be waited in all.
  public func ask(_ line: [UInt8], milliseconds: Int) throws(Fault) -> [UInt8] {
    guard input >= 0 else { throw .ended }
    do { return try exchange(line + [0x0A], until: Self.now + milliseconds) } catch {
      stop(after: 0)
      throw error
    }
  }

  private func exchange(_ line: [UInt8], until end: Int) throws(Fault) -> [UInt8] {
    buffer.removeAll(keepingCapacity: true)
    var early = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    if poll(&early, 1, 0) > 0 { throw early.revents & Int16(POLLIN) == 0 ? .ended : .unasked }
    var written = 0
    while true {
      let left = end - Self.now
      guard left > 0 else { throw .timeOut }
      var ends = [pollfd(fd: output, events: Int16(POLLIN), revents: 0)]
      if written < line.count { ends.append(pollfd(fd: input, events: Int16(POLLOUT), revents: 0)) }
      let ready = poll(&ends, nfds_t(ends.count), Int32(min(left, 60_000)))
      if ready < 0, errno != EINTR { throw .ended }
      guard ready > 0 else { continue }
      if ends.count > 1, ends[1].revents != 0 { written += try write(line[written...]) }
      if ends[0].revents != 0, let answer = try read() { return answer }
    }
  }

  /// Writes what the pipe takes now.
  private func write(_ bytes: ArraySlice<UInt8>) throws(Fault) -> Int {
    // A program that has ended is an answer, not the end of this one.
    var (pipe, old) = (sigset_t(), sigset_t())
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, &old)
    let count = bytes.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
    let fault = errno
    if count < 0, fault == EPIPE {
      var none = timespec()
      while sigtimedwait(&pipe, nil, &none) < 0, errno == EINTR {}
    }
    pthread_sigmask(SIG_SETMASK, &old, nil)
    if count >= 0 { return count }
    if fault == EAGAIN || fault == EINTR { return 0 }
    throw .ended
  }

  /// Reads what is there; gives the line once it is whole.
  private func read() throws(Fault) -> [UInt8]? {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    let count = Glibc.read(output, &block, block.count)
    if count < 0, errno == EAGAIN || errno == EINTR { return nil }
    guard count > 0 else { throw .ended }
    buffer += block[..<count]
    if let end = buffer.firstIndex(of: 0x0A) {
      guard end == buffer.count - 1 else { throw .unasked }
      return Array(buffer[..<end])
    }
    if buffer.count > Self.longest { throw .tooLong }
    return nil
  }

  /// Ends the program: it is told by the end of its input, and stopped where it does not go by itself.
  private func stop(after milliseconds: Int) {
    guard input >= 0 else { return }
    closeEnds()
    let end = Self.now + milliseconds
    var status: Int32 = 0
    while Self.now < end {
      let done = waitpid(process, &status, WNOHANG)
      if done == process || done < 0 && errno != EINTR { break }
      usleep(5000)
    }
    kill(-process, SIGKILL)
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  private func closeEnds() {
    close(input)
    close(output)
    (input, output) = (-1, -1)
  }

  private static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
  }
}
