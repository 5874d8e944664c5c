// SPDX-License-Identifier: Apache-2.0

import Claims
import Glibc
import TransactionSets
import Values
import X12

/// Measures typed claims: `claims-bench FILE GUIDES [ROUNDS]`, with the folder of the guides' tables.
///
/// Prints claims a second of a core's time, of the best of the rounds: reading claims out of the loops of an
/// 837, writing them again.
@main
struct ClaimsBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 2, let bytes = read(arguments[1]) else {
      print("usage: claims-bench FILE GUIDES [ROUNDS]")
      exit(64)
    }
    let rounds = arguments.count > 3 ? Int(arguments[3]) ?? 3 : 3
    let folder = arguments[2]
    let guides = try GuideLibrary { read("\(folder)/\($0)") }
    var claims: [Claim] = []
    let loops = loops(bytes, guides)
    let reading = best(rounds) { claims = typed(loops) }
    var count = 0
    let writing = try best(rounds) { count = try written(claims) }
    print("read\t\(Int(Double(claims.count) / reading)) claims/s\t\(claims.count)")
    print("write\t\(Int(Double(claims.count) / writing)) claims/s\t\(count) bytes")
    let kept = claims.count { $0.asWritten != nil || $0.lines.contains { $0.asWritten != nil } }
    print("kept\t\(kept)")
  }

  static func loops(_ bytes: [UInt8], _ guides: GuideLibrary) -> [(Loop, [Loop])] {
    var reader = SegmentReader()
    reader.feed(bytes)
    reader.finish()
    var assembler = LoopAssembler(guides: guides)
    var found: [(Loop, [Loop])] = []
    while case .segment = reader.next() {
      for case .loop(let loop, var ancestors) in assembler.take(reader.segment) {
        for index in ancestors.indices {
          ancestors[index].loops.removeAll { $0.id.hasPrefix("2000") }
        }
        found.append((loop, ancestors))
      }
    }
    return found
  }

  static func typed(_ loops: [(Loop, [Loop])]) -> [Claim] {
    let reader = ClaimReader(kind: .professional)
    return loops.compactMap { try? reader.claim(from: $0.0, ancestors: $0.1) }
  }

  static func written(_ claims: [Claim]) throws -> Int {
    let header = InterchangeHeader(
      sender: .init(id: "SENDER"), receiver: .init(id: "RECEIVER"),
      date: CalendarDate(daysSinceEpoch: 20_779), time: "0900", controlNumber: 1)
    var writer = ClaimWriter(
      ClaimWriter.Settings(
        header: header, submitterName: "Office", contactName: "Desk",
        contactTelephone: "6145550199", receiverName: "House"))
    var count = try writer.begin().count
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1 << 20)
    for claim in claims {
      try writer.append(claim, to: &bytes)
      if bytes.count > 900_000 {
        count += bytes.count
        bytes.removeAll(keepingCapacity: true)
      }
    }
    return try count + bytes.count + writer.finish().count
  }

  static func best(_ rounds: Int, _ work: () throws -> Void) rethrows -> Double {
    var fastest = Double.infinity
    for _ in 0..<rounds {
      let start = now()
      try work()
      fastest = min(fastest, now() - start)
    }
    return fastest
  }

  static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }
}
