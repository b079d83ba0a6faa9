-- What has happened in the school of test_indicators_sql_more.py, on top of the demo's.
-- Two pairs have ended, one of them for a reason.
update register_match set state = 'completed', ended_on = '2026-11-10' where id = 1;
update register_match set state = 'terminated', ended_on = '2026-11-12',
  ended_because = 'not_suited' where id = 2;
-- Two partners with an agreement, one without; one of them gave a mentor, to the third pair.
insert into register_organisation (school_id, id, name, kind, agreement, agreed_on, valid_to,
  contacts, added_at) values
  (1, 1, 'Завод', 'company', '1', '2026-01-01', '2027-01-01', '', '2026-11-24 06:00:00.000000'),
  (1, 2, 'Депо', 'company', '2', '2026-01-01', '2026-12-01', '', '2026-11-24 06:00:00.000000'),
  (1, 3, 'Банк', 'company', '3', '2024-01-01', '2025-01-01', '', '2026-11-24 06:00:00.000000');
insert into register_person select 1, -1, 'Мастер', null, '', '1980-01-01', 0, 1,
  '["mentor"]', null, '', '', '', '', 1, '[]', '2026-11-24 06:00:00.000000', null, '';
insert into register_participation (school_id, id, person_id, role, programme_id, form, state,
  is_by_hand, entered_on, texts, case_url, is_passed, reached, imported, added_at) values
  (1, 900, -1, 'mentor', 3, 'pupil-pupil', 'active', 1, '2026-10-01', '{}', '', 0,
   '{"active":"2026-10-01"}', '{}', '2026-11-24 06:00:00.000000');
insert into register_match_member (school_id, id, match_id, programme_id, person_id, side,
  joined_on, form, mentor_id, added_at) values
  (1, 900, 3, 3, -1, 'mentor', '2026-10-01', '', 0, '2026-11-24 06:00:00.000000');
-- One programme has all nine marks.
insert into register_score select 1, value, 3, json_extract(
  '["1.1","1.2","1.3","1.4","1.5","2.1","2.2","3.1","3.2"]', '$[' || (value - 1) || ']'),
  value % 3, '2026-11-20', '', '2026-11-24 06:00:00.000000', null from json_each('[1,2,3,4,5,6,7,8,9]');
-- Marks of mentees in two subjects, before and now.
insert into mentoring_subject_mark (school_id, person_id, subject, read_on, share, added_at)
  select 1, person_id, 'Математика', '2026-08-25', printf('0.%d', 30 + person_id % 40), '2026-11-24 06:00:00.000000'
    from register_participation where role = 'mentee' and person_id % 3 > 0
  union select 1, person_id, 'Математика', '2026-11-20', printf('0.%d', 40 + person_id % 30),
    '2026-11-24 06:00:00.000000' from register_participation where role = 'mentee'
  union select 1, person_id, 'Физика', '2026-08-25', printf('0.%d', 50 + person_id % 20), '2026-11-24 06:00:00.000000'
    from register_participation where role = 'mentee' and person_id % 2 = 0;
-- Mentors of a programme have answered a questionnaire; two in three are satisfied.
insert into moodle_answered (school_id, course_id, cmid, user_id, answered_at, answers, added_at)
  select 1, 3, 9500, person_id, 1795000000,
    json_object('feedback name: Итог наставника @ shortname: MENTORING-2627 collaboration', cast(4 + person_id % 7 as text),
      'feedback name: Итог наставника @ shortname: MENTORING-2627 result', cast(6 + person_id % 5 as text)), '2026-11-24 06:00:00.000000'
  from register_participation where role = 'mentor' and programme_id = 3 and person_id > 0
    and person_id % 4 > 0 and state = 'active';
