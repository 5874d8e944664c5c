// SPDX-License-Identifier: Apache-2.0

import Glibc
import X12

/// Measures reading of X12 files: `x12-bench tokenize FILE [ROUNDS]`.
///
/// Prints megabytes a second, over the bytes of the file, of the best of the rounds; beside it how fast
/// `memchr` alone finds the terminators in the same bytes, which is the floor.
@main
struct X12Bench {
  static func main() async {
    let arguments = CommandLine.arguments
    if arguments.count > 3, arguments[1].hasPrefix("remit"),
      let guides = Judging.library(arguments[3])
    {
      let start = now()
      let result = Remitting.run(arguments[2], guides, writes: arguments[1] == "remit-write")
      let seconds = now() - start
      var usage = rusage()
      getrusage(0, &usage)
      print(
        "\(arguments[1])\t\(seconds) s\t\(Int(Double(result.claims) / seconds)) claims/s\t\(result)\tpeak \(usage.ru_maxrss / 1024) MB"
      )
      if result.writing > 0 {
        print("write\t\(Int(Double(result.claims) / result.writing)) claims/s")
      }
      return
    }
    if arguments.count > 3, arguments[1] == "stream", let guides = Judging.library(arguments[3]) {
      return Judging.stream(arguments[2], guides)
    }
    if arguments.count > 3, arguments[1] == "apart", let guides = Judging.library(arguments[3]) {
      let start = now()
      let report = await Judging.judgeApart(arguments[2], guides, threads: 2)
      let seconds = now() - start
      guard let bytes = read(arguments[2]) else { exit(64) }
      let serial = bytes.withUnsafeBytes { Judging.judge($0, guides) }
      print(
        "apart\t\(Int(Double(bytes.count) / seconds / 1e6)) MB/s\t\(report == serial ? "same" : "DIFFERENT")"
      )
      return
    }
    guard arguments.count > 2, let bytes = read(arguments[2]) else {
      print("usage: x12-bench tokenize FILE [ROUNDS]")
      exit(64)
    }
    if arguments[1] == "figures", arguments.count > 4,
      let guides = Judging.library(arguments[3])
    {
      return bytes.withUnsafeBytes { figures($0, guides, arguments[4]) }
    }
    if arguments[1] != "tokenize" {
      guard arguments.count > 3, let guides = Judging.library(arguments[3]) else { exit(64) }
      bytes.withUnsafeBytes { data in
        if arguments[1] == "findings" { return Judging.show(Judging.judge(data, guides)) }
        let judged = best(arguments.count > 4 ? Int(arguments[4]) ?? 3 : 3) {
          let report = Judging.judge(data, guides)
          return report.interchanges.reduce(0) { sum, interchange in
            interchange.groups.reduce(sum) { sum, group in
              group.sets.reduce(sum) { $0 + $1.findings.count }
            }
          }
        }
        report("validate", judged, bytes.count)
      }
      return
    }
    let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 5 : 5
    bytes.withUnsafeBytes { data in
      let floor = best(rounds) { countTerminators(data) }
      let tokens = best(rounds) { tokenize(data) }
      report("memchr", floor, bytes.count)
      report("tokenize", tokens, bytes.count)
    }
  }

  /// Prints what `Benchmarks/run` wants to know of a file, by a name.
  static func figures(_ data: UnsafeRawBufferPointer, _ guides: GuideLibrary, _ name: String) {
    var claims = 0
    let floor = best(3) { countTerminators(data) }
    let tokens = best(3) { tokenize(data) }
    let judged = best(3) {
      claims = Judging.judge(data, guides).interchanges.flatMap(\.groups).flatMap(\.sets)
        .reduce(0) { $0 + $1.claimCount }
      return claims
    }
    func print(_ what: String, _ value: Double) { Swift.print("x12.\(name).\(what)\t\(value)") }
    print("memchr_mbs", Double(data.count) / floor.0 / 1e6)
    print("tokenize_mbs", Double(data.count) / tokens.0 / 1e6)
    print("tokenize_floors", tokens.0 / floor.0)
    print("validate_mbs", Double(data.count) / judged.0 / 1e6)
    print("validate_claims", Double(claims) / judged.0)
  }

  static func report(_ name: String, _ result: (Double, Int), _ bytes: Int) {
    let speed = Double(bytes) / result.0 / 1e6
    print("\(name)\t\(Int(speed)) MB/s\t\(result.1)")
  }

  static func best(_ rounds: Int, _ work: () -> Int) -> (Double, Int) {
    var fastest = Double.infinity
    var answer = 0
    for _ in 0..<rounds {
      let start = now()
      answer = work()
      fastest = min(fastest, now() - start)
    }
    return (fastest, answer)
  }

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func countTerminators(_ data: UnsafeRawBufferPointer) -> Int {
    var count = 0
    guard var at = data.baseAddress else { return 0 }
    var left = data.count
    while left > 0, let found = memchr(at, 0x7E, left) {
      count += 1
      left -= found - UnsafeMutableRawPointer(mutating: at) + 1
      at = UnsafeRawPointer(found) + 1
    }
    return count
  }

  static func tokenize(_ data: UnsafeRawBufferPointer) -> Int {
    var reader = SegmentReader()
    var elements = 0
    var at = 0
    while true {
      switch reader.next() {
      case .segment: elements += reader.segment.count
      case .end: return elements
      case .needsBytes:
        let count = min(1 << 16, data.count - at)
        if count == 0 { reader.finish() }
        reader.feed(UnsafeRawBufferPointer(rebasing: data[at..<at + count]))
        at += count
      }
    }
  }

  static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    let count = ftell(file)
    rewind(file)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = fread(buffer.baseAddress, 1, count, file)
    }
  }
}
