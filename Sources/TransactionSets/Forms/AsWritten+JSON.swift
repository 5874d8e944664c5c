// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

extension WrittenSegment {
  /// The segment as an array: its identifier, then each element as text, or as an array of repetitions
  /// of components where it is not simple.
  var json: JSON {
    .array(
      [.string(id)]
        + elements.map { repetitions in
          if repetitions.isEmpty { return .string("") }
          if repetitions.count == 1, repetitions[0].count == 1 { return .string(repetitions[0][0]) }
          return .array(repetitions.map { .array($0.map(JSON.string)) })
        })
  }

  init?(json: JSON) {
    guard case .array(let parts) = json, let id = parts.first?.string else { return nil }
    var elements: [[[String]]] = []
    for part in parts.dropFirst() {
      if let text = part.string {
        elements.append(text.isEmpty ? [] : [[text]])
      } else {
        elements.append(part.elements.map { $0.elements.map { $0.string ?? "" } })
      }
    }
    self.init(id: id, elements: elements)
  }
}

extension WrittenLoop {
  var json: JSON {
    .object([
      .init("loop", .string(id)), .init("segments", .array(segments.map(\.json))),
      .init("loops", .array(loops.map(\.json))), .init("trailer", .array(trailer.map(\.json))),
    ])
  }

  init?(json: JSON) {
    guard let id = json["loop"]?.string else { return nil }
    self.init(
      id: id, segments: json["segments"]?.elements.compactMap(WrittenSegment.init(json:)) ?? [],
      loops: json["loops"]?.elements.compactMap(WrittenLoop.init(json:)) ?? [],
      trailer: json["trailer"]?.elements.compactMap(WrittenSegment.init(json:)) ?? [])
  }
}

extension AsWritten.Segments {
  var json: JSON {
    .object([
      .init("read", .array(read.map(\.json))), .init("ours", .array(ours.map(\.json))),
    ])
  }

  init(json: JSON?) {
    self.init(
      read: json?["read"]?.elements.compactMap(WrittenSegment.init(json:)) ?? [],
      ours: json?["ours"]?.elements.compactMap(WrittenSegment.init(json:)) ?? [])
  }
}

extension AsWritten {
  /// The record in JSON, so that a document made from a file leads back to the same file.
  var json: JSON {
    var members: [JSON.Member] = []
    if segments != Segments() { members.append(.init("segments", segments.json)) }
    if !loops.isEmpty {
      members.append(
        .init(
          "loops",
          .array(
            loops.map { slot in
              switch slot {
              case .modelled(let id): .string(id)
              case .kept(let loop): loop.json
              }
            })))
    }
    if trailer != Segments() { members.append(.init("trailer", trailer.json)) }
    if !unreadable.isEmpty {
      members.append(.init("unreadable", .array(unreadable.map(JSON.string))))
    }
    return .object(members)
  }

  init?(json: JSON) {
    guard case .object = json else { return nil }
    self.init()
    segments = Segments(json: json["segments"])
    trailer = Segments(json: json["trailer"])
    unreadable = json["unreadable"]?.elements.compactMap(\.string) ?? []
    for slot in json["loops"]?.elements ?? [] {
      if let id = slot.string {
        loops.append(.modelled(id))
      } else if let loop = WrittenLoop(json: slot) {
        loops.append(.kept(loop))
      }
    }
  }
}
