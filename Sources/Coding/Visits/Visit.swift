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

  /// Another visit of the day.
  public struct Other: Hashable, Sendable {
    /// Its kind of service.
    public var service: String
    /// Whether it was for a problem that has nothing to do with this visit's.
    public var isUnrelated: Bool

    /// Makes another visit.
    public init(_ service: String, isUnrelated: Bool = false) {
      self.service = service
      self.isUnrelated = isUnrelated
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
  /// The two digits of the place of service.
  public var place: String?
  /// The patient's age in years, for preventive visits.
  public var age: Int?
  /// Whether a preventive visit came with a problem that was significant and apart from it.
  public var hasSeparateProblem = false
  /// What each of two practitioners did of a split (or shared) visit.
  public var split: SplitVisit?
  /// How a teaching physician took part in what a resident did.
  public var teaching: TeachingVisit?
  /// Other visits of the day by the practitioner, or by one of the same group and specialty.
  public var sameDay: [Other] = []
  /// The last day on which somebody of the same group and specialty saw the patient.
  public var lastSeen: CalendarDate?

  /// Makes a visit that says nothing yet.
  public init(service: String, date: CalendarDate) {
    self.service = service
    self.date = date
  }
}
