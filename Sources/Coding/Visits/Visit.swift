// SPDX-License-Identifier: Apache-2.0

public import Values

/// A visit as its evaluation and management is coded: what was addressed, reviewed, risked, and how long it took.
public struct Visit: Hashable, Sendable {
  /// A kind of problem, data or risk by its name, and how many of it.
  public struct Item: Hashable, Sendable {
    /// The kind as the tables name it.
    public var kind: String
    /// How many; for data each unique test, note or source counts once.
    public var count: Int

    /// Makes an item.
    public init(_ kind: String, count: Int = 1) {
      self.kind = kind
      self.count = count
    }
  }

  /// The kind of service, such as `office-established`.
  public var service: String
  /// The day of the visit.
  public var date: CalendarDate
  /// The problems addressed.
  public var problems: [Item] = []
  /// The data reviewed and analysed.
  public var data: [Item] = []
  /// What made the management risky.
  public var risks: [Item] = []
  /// The practitioner's total time on the day, in minutes; nothing where it is not documented.
  public var minutes: Int?
  /// How many hours an inpatient or observation stay of one day lasted.
  public var hours: Int?
  /// Whether Medicare pays.
  public var isMedicare = false
  /// Whether clinical staff saw the patient, and no practitioner.
  public var isStaffOnly = false
  /// Whether the practitioner is the continuing focal point of the patient's care.
  public var isLongitudinal = false
  /// Whether a preventive service of Medicare Part B was done on the same day.
  public var hasPreventiveService = false
  /// The modifiers that the service is billed with.
  public var modifiers: [String] = []
  /// The last day on which somebody of the same group and specialty saw the patient.
  public var lastSeen: CalendarDate?

  /// Makes a visit that says nothing yet.
  public init(service: String, date: CalendarDate) {
    self.service = service
    self.date = date
  }
}
