// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Another program that runs beside this one; what it prints is kept.
public struct Command {
  private let process: pid_t
  private let output: Int32
  private let name: String

  /// Starts a program that is found on the path.
  ///
  /// - Parameter input: The file that it reads as its standard input; nothing to read is there otherwise.
  public static func start(
    _ name: String, _ arguments: [String], input: String = "/dev/null"
  ) throws(FileFailure) -> Command {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Files.failure(.programFailed, name) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
    var words: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process = pid_t()
    let status = posix_spawnp(&process, name, &actions, nil, &words, environ)
    close(ends[1])
    guard status == 0 else {
      close(ends[0])
      throw FileFailure(.programFailed, name, reason: String(cString: strerror(status)))
    }
    return Command(process: process, output: ends[0], name: name)
  }

  /// Waits for the end; gives the exit status and what was printed.
  public func finish() -> (status: Int32, output: String) {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(output, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += block[..<count]
    }
    close(output)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    // The low seven bits hold a signal, the byte above the exit status.
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    return (code, String(decoding: bytes, as: UTF8.self))
  }
}
