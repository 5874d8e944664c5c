// SPDX-License-Identifier: Apache-2.0

public import CodeSets

/// A row of Addendum C: a payment group, or a service in it.
public struct GroupMember: KeyedRecord {
  /// The packed code of the service; the number of the group in the row that begins it.
  public let key: UInt64
  /// The line in the publisher's file.
  public let line: UInt32
  /// The group.
  public let group: UInt16
  /// The status indicator of the group; that of its row only.
  public let status: UInt8
  /// Whether the row begins a group.
  public let isGroup: UInt8
}

/// A row of Addendum J: where a service stands among those of comprehensive groups, 1 the first.
public struct ComprehensiveRank: KeyedRecord {
  /// The packed code.
  public let key: UInt64
  /// The geometric mean cost of claims with this service alone, in cents.
  public let meanCost: Int64
  /// The line in the publisher's file.
  public let line: UInt32
  /// The rank: the lower comes first.
  public let rank: UInt32
  /// The group.
  public let group: UInt16
  /// Whether the code is deleted.
  public let isDeleted: UInt8
  private let reserved: (UInt8, UInt32) = (0, 0)

  init(key: UInt64, meanCost: Int64, line: UInt32, rank: UInt32, group: UInt16, isDeleted: UInt8) {
    self.key = key
    self.meanCost = meanCost
    self.line = line
    self.rank = rank
    self.group = group
    self.isDeleted = isDeleted
  }
}

/// A row of Addendum J: two services that together are paid by a higher comprehensive group.
public struct ComplexityAdjustment: KeyedRecord {
  /// The packed code of the primary service.
  public let key: UInt64
  /// The packed code of the secondary service.
  public let secondary: UInt64
  /// The packed code that the publisher gives the pair, such as `1104D`.
  public let assigned: UInt64
  /// The line in the publisher's file.
  public let line: UInt32
  /// The group of the primary service.
  public let primaryGroup: UInt16
  /// The group of the pair.
  public let group: UInt16
}

/// A row of Addendum M: the composite groups that a service may be part of.
public struct CompositeMember: KeyedRecord {
  /// The packed code.
  public let key: UInt64
  /// The line in the publisher's file.
  public let line: UInt32
  /// The group of the service alone.
  public let single: UInt16
  /// The composite group.
  public let first: UInt16
  /// The other composite group; 0 where there is one only.
  public let second: UInt16
  /// Whether the two are a choice, without contrast or with, and not both.
  public let isChoice: UInt16

  init(
    key: UInt64, line: UInt32, single: UInt16, first: UInt16, second: UInt16, isChoice: UInt16
  ) {
    self.key = key
    self.line = line
    self.single = single
    self.first = first
    self.second = second
    self.isChoice = isChoice
  }
}

/// A row of Addendum P: a device-intensive procedure and the share of its device.
public struct DeviceShare: KeyedRecord {
  /// The packed code.
  public let key: UInt64
  /// The amount of the device in cents.
  public let amount: Int64
  /// The line in the publisher's file.
  public let line: UInt32
  /// The share of the device in hundredths of a percent.
  public let share: UInt32
  /// The share in the whole group, in hundredths of a percent.
  public let groupShare: UInt32
  /// The group.
  public let group: UInt16
  private let reserved: UInt16 = 0

  init(
    key: UInt64, amount: Int64, line: UInt32, share: UInt32, groupShare: UInt32, group: UInt16
  ) {
    self.key = key
    self.amount = amount
    self.line = line
    self.share = share
    self.groupShare = groupShare
    self.group = group
  }
}

/// A service of Addendum E (paid only for inpatients) or of Addendum N (bypassed).
public struct ListedService: KeyedRecord {
  /// The packed code.
  public let key: UInt64
  /// The line in the publisher's file.
  public let line: UInt32
  /// In Addendum N: 1 for an overlap bypass code, 2 for an addition.
  public let marks: UInt32
}

/// A row of Addendum D1, D2 or of the exclusions of Addendum J: an indicator and what it means.
public struct PublishedNote: KeyedRecord {
  /// The packed indicator; for exclusions the number of the row.
  public let key: UInt64
  /// The line in the publisher's file.
  public let line: UInt32
  /// What is meant, in the publisher's words.
  public let meaning: UInt32
  /// What is paid, in the publisher's words.
  public let payment: UInt32
  private let reserved: UInt32 = 0

  init(key: UInt64, line: UInt32, meaning: UInt32, payment: UInt32) {
    self.key = key
    self.line = line
    self.meaning = meaning
    self.payment = payment
  }
}
