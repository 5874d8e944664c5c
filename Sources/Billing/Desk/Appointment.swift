// SPDX-License-Identifier: Apache-2.0

public import Values

/// A patient's time with a provider, in a room, with equipment.
public struct Appointment: Hashable, Sendable {
  /// How far it has come; the raw value is the word in JSON.
  public enum State: String, Hashable, Sendable, CaseIterable {
    /// It is to come.
    case booked
    /// The patient is here.
    case arrived
    /// The desk has checked the patient in.
    case checkedIn = "checked-in"
    /// It is over.
    case completed
    /// It was called off.
    case cancelled
    /// The patient did not come.
    case noShow = "no-show"

    /// Which states may follow.
    public var next: Set<State> {
      switch self {
      case .booked: [.arrived, .checkedIn, .cancelled, .noShow]
      case .arrived: [.checkedIn, .cancelled, .booked]
      case .checkedIn: [.completed, .arrived]
      case .completed: []
      // Who comes after all is booked anew, so that the time is taken again.
      case .cancelled, .noShow: []
      }
    }

    /// Whether its time is taken.
    public var holdsTime: Bool { self != .cancelled && self != .noShow }
  }

  /// The practice's number, `A000001`.
  public var id: String
  /// The number of the first of a series; nothing for one alone.
  public var series: String?
  /// The patient.
  public var patient: PatientID
  /// The provider, the room, the equipment, as the practice names them.
  public var resources: [String]
  /// When it begins.
  public var start: Instant
  /// How many minutes it lasts.
  public var minutes: Int
  /// The time zone in which it was booked.
  public var zone: String
  /// How far it has come.
  public var state: State
  /// What it is for, in the desk's words.
  public var reason: String?

  /// Makes one.
  public init(
    _ id: String = "", of patient: PatientID, with resources: [String], start: Instant,
    minutes: Int, zone: String, series: String? = nil, state: State = .booked,
    reason: String? = nil
  ) {
    self.id = id
    self.patient = patient
    self.resources = resources
    self.start = start
    self.minutes = minutes
    self.zone = zone
    self.series = series
    self.state = state
    self.reason = reason
  }

  /// The length of a slot in minutes: a time that two cannot both have.
  public static let slotMinutes = 5

  /// The slots that it takes, counted from 1970.
  ///
  /// - Throws: ``DeskError``: `badTime` where start or length is no multiple of a slot, or it is longer than a day.
  public func slots() throws(DeskError) -> Range<Int> {
    let slot = Int64(Self.slotMinutes) * 60_000_000
    guard start.microseconds % slot == 0, minutes % Self.slotMinutes == 0,
      (Self.slotMinutes...1440).contains(minutes)
    else { throw DeskError(.badTime) }
    let first = Int(start.microseconds / slot)
    return first..<(first + minutes / Self.slotMinutes)
  }
}
