-- An older Davy counts nothing: it judges what is open by limits, and reads neither a plan that says otherwise nor what counts said; its next look is its first.
drop table looks;
drop table soaks;
update releases set state = state #- '{plan,judge}' where state->'plan' ? 'judge';
update releases set state = jsonb_set(jsonb_set(state, '{watch,verdict}', 'null'), '{watch,readings}', '[]')
  where state#>'{watch,verdict}' ? 'judged' or state#>'{watch,readings}' @> '[{"counted": true}]';
delete from readings where readings @> '[{"counted": true}]';
