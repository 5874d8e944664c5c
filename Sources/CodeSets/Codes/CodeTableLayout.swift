// SPDX-License-Identifier: Apache-2.0

import Values

/// The fixed-size records of a code table in a codebook file.
enum CodeTableLayout {
  /// What a code table says of one code; section `nodes`, in the order of section `codes`.
  struct Node: BitwiseCopyable {
    var title: TextOffset
    var shortTitle: TextOffset
    var flags: UInt32
    /// Position of the code above; `none` at the top.
    var parent: UInt32
    var effective: Int32
    var termination: Int32
    var line: UInt32
    var firstNote: UInt32
    var firstAttribute: UInt32
    var noteCount: UInt16
    var attributeCount: UInt16
    /// Index of the division; `none` where there is none.
    var division: UInt32
    var lastDescendant: UInt32
  }

  struct NoteRecord: BitwiseCopyable {
    var text: TextOffset
    var firstReference: UInt32
    var line: UInt32
    var referenceCount: UInt16
    var kind: UInt8
    var character: UInt8
  }

  struct AttributeRecord: BitwiseCopyable {
    var name: TextOffset
    var value: TextOffset
  }

  struct DivisionRecord: BitwiseCopyable {
    var first: UInt64
    var last: UInt64
    var label: TextOffset
    var title: TextOffset
    var parent: UInt32
    var firstNote: UInt32
    var noteCount: UInt32
    var padding: UInt32
  }

  static let none = UInt32.max
  static let always = Int32.min
  static let open = Int32.max
  /// The bucket of a code: its first two places, 37 values each.
  static let buckets = 37 * 37

  @inline(__always)
  static func bucket(_ bits: UInt64) -> Int {
    Int(bits >> 58) * 37 + Int(bits >> 52 & 0x3F)
  }
}
